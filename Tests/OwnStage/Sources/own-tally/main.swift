import Stages
import TallyKit

Tally.main(stages: builtInStages + [DropShort.self, TrapOnWord.self])
