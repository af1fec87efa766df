"""Short hand-made lists of words that mark titles, roles, organisations, countries and times."""

TITLES = frozenset(
    """
mr mrs ms miss dr prof sir lord lady dame madame president vice-president chancellor premier minister senator
congressman congresswoman governor mayor judge justice general lieutenant colonel major captain sergeant
corporal commander admiral brigadier marshal inspector constable sheriff pope cardinal archbishop bishop rev
reverend father sister imam sheikh shaikh ayatollah mullah rabbi king queen prince princess duke emperor
sultan emir chief ambassador secretary professor coach sen rep gov gen col lt capt sgt maj adm hon st mp msgr
alhaji chairman chairwoman chairperson deputy spokesman spokeswoman spokesperson director attorney pm ceo mzee
hajj haji señor don doña herr frau monsieur
""".split()
)

ROLE_WORDS = frozenset(
    """
leader activist analyst journalist reporter lawyer actor actress singer writer author editor economist
official officer lawmaker politician candidate player striker midfielder goalkeeper defender footballer
captain manager trainer doctor scientist researcher engineer teacher student farmer soldier rebel suspect
victim witness driver owner founder co-founder opposition analyst expert historian philosopher novelist poet
painter musician director producer commissioner councillor delegate envoy negotiator diplomat head boss
executive banker investor trader veteran widow wife husband son daughter brother mother cousin uncle nephew
singer-songwriter rapper comedian athlete runner boxer swimmer cyclist cricketer batsman bowler
""".split()
)

ORG_WORDS = frozenset(
    """
ministry department agency authority commission committee council court tribunal parliament senate congress
assembly cabinet government party union league front movement alliance coalition federation confederation
association society institute institution university college school academy hospital clinic church mosque
foundation trust fund bank group company corporation corp inc ltd llc plc gmbh ag sa co holdings holding
industries enterprises partners ventures airlines airways railways motors telecom telecommunications energy
petroleum oil gas power steel mining mines insurance securities investments capital finance exchange bureau
office service services force forces army navy guard guards police brigade battalion division regiment corps
militia taliban command organization organisation centre center network newspaper times post herald tribune
gazette guardian telegraph observer daily news press journal chronicle standard mail radio television tv
broadcasting media channel studios records entertainment club fc united city rovers athletic team olympic
federation cup nato un eu au asean opec ecowas unicef unesco who imf wto fbi cia nsa kgb fsb bbc cnn afp ap
reuters xinhua tass interfax yonhap kcna upi dpa itar-tass jazeera board chamber staff secretariat
administration treasury embassy consulate ngo brotherhood congregation order
""".split()
)

COUNTRY_WORDS = frozenset(
    """
usa us u.s. uk u.k. uae drc america britain england scotland wales russia korea burma czechia holland europe
africa asia oceania antarctica scandinavia balkans caucasus caribbean siberia crimea kurdistan kashmir punjab
bengal tibet xinjiang catalonia bavaria california texas florida chechnya dagestan donbas gaza ussr ivory
zaire congo macedonia yugoslavia czechoslovakia persia ceylon eswatini swaziland vietnam laos
""".split()
)

WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())

TIME_WORDS = frozenset(
    """
january february march april june july august september october november december jan feb mar apr jun jul aug
sep sept oct nov dec today yesterday tomorrow tonight
""".split()
)
