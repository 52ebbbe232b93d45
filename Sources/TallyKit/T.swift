// TallyKit
