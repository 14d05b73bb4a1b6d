"""Words that stand in texts about schools with a capital letter, and are no pupil's name."""

from typing import Final

_LEADING: Final = """
a an the and or but so as if in on at of for to from with by about into over under after before during since until
while when where although because however also then there here this that these those it he she they we i you who
what which why how his her its our their my your one two three four five six some many most more all both each every no
not now today yesterday last next new please thank both neither either
"""
"""Words with which a sentence begins."""

_ADULTS: Final = """
mr mrs ms miss mx dr prof professor sir dame revd rev father fr sister sr brother canon bishop archbishop deacon mgr
headteacher head heads deputy assistant principal teacher teachers leader leaders lead leads senco sendco governor
governors chair chairs clerk inspector inspectors advisor adviser officer director partner sip consultant coach mentor
priest manager secretary bursar caretaker cook nurse councillor trustee trustees
"""
"""Titles and roles: a name after one is an adult's."""

_SCHOOL: Final = """
pupil pupils child children boy boys girl girls student students parent parents carer carers staff family families
year years reception nursery key stage class classes classroom phase group groups cohort set term terms half early
middle senior leadership foundation infant infants junior juniors primary secondary special
spring autumn easter christmas lent advent pentecost
monday tuesday wednesday thursday friday saturday sunday
january february july august september october november december day week evening holiday holidays
school schools catholic academy academies trust board college university church parish archdiocese archdiocesan
diocese diocesan mass liturgy gospel values st saint saints holy lady sacred heart
ofsted hmi inspection inspections dfe department education national local authority authorities council city county
borough service services government
plan plans planning policy policies report reports review reviews record records data summary analysis analyse
performance progress attainment outcomes results target targets tracking assessment assessments test tests sats check
screening tables multiplication moderation benchmark statement framework strategy handbook proforma
development improvement self evaluation form quality intent implementation impact behaviour attitudes personal
attendance absence absences persistent exclusion exclusions suspension suspensions admission admissions number
numbers roll premium grant funding meals free looked voice council councils referral unit conference
protection poverty safeguarding designated safety prevent wellbeing health mental first aid
curriculum subject subjects english maths mathematics reading writing spelling grammar punctuation phonics science
religious history geography art music computing french spanish design technology physical sport sports
language languages literacy numeracy vocabulary oracy teaching learning reader letters sounds inc maths books book
library project programme programmes course training qualification qualifications award career induction appraisal
management meeting meetings visit visits scrutiny walk walks observation observations
send sen eal fsm pp ppg lac cla plac pla ehc ehcp eyfs ks sats upn pe re ict it adhd asd cin cp tac slt smt ta tas
hlta hltas ect ects nqt nqts pta pru phse pshe rshe sef sdp sip idsr asp ict la las mat rwm gld
association federation consortium network hub team teams committee office centre room hall playground house
microsoft google zoom
"""
"""Things of a school: a name that ends with one is a thing's."""

_COMMON: Final = """
april may june summer rose read write mark grace faith hope joy bell page
north south east west great little good better best ash
"""
"""Names of people that are words as well: two of them together are rather words."""

LEADING: Final = frozenset(_LEADING.split())
ADULTS: Final = frozenset(_ADULTS.split())
SCHOOL: Final = frozenset(_SCHOOL.split())
COMMON: Final = frozenset(_COMMON.split())
