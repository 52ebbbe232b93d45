import Stages
import TallyKit
import WebStages

Tally.main(stages: builtInStages + webStages)
