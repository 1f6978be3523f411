zone = Zone
count-zones = { $n ->
    [one] { $count } zone
   *[other] { $count } zones
 }
count-subjects = { $n ->
    [one] { $count } subject
   *[other] { $count } subjects
 }
zones-search = Name or code
zones-none = No zone meets the conditions
zones-none-why = Try another name, level, kind or jurisdiction.
subjects-none = Nothing meets the conditions
subjects-none-why = Try another name or kind.
no-release = No data have been published yet
no-release-why = Once a spreadsheet is imported and published, its subjects stand here. The guide tells how.
kind-zone = Zone
kind-firm = Firm
kind-area = Area
kind-city = City
kind-park = Park of a zone
kind-none = Kind not stated
level-national = National
level-provincial = Provincial
level-municipal = Municipal
zone-etdz = Economic and technological development zone
zone-hightech = High-tech zone
zone-bonded = Customs zone
zone-border = Border economic zone
zone-park = Industrial park
subject-attributes = Attributes
values = Reported figures
values-none = No figures were reported
values-none-why = It is in the register, but the latest release holds no figures of it.
value-state = State
value-source = Where it stands
place = { $file } · { $sheet } · { $cell }
