import Stages
import TallyKit

Tally.main(stages: builtInStages)
