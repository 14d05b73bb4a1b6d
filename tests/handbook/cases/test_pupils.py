"""What looks like a pupil is warned of; what people write about a school every day is not. All names are made up."""

import pytest

from handbook.cases.pupils import pupils_in

KNOWN = ("St Hilda’s Catholic Primary School", "Northbeck", "Fellshire", "Samir Pell", "Hanna Tilling", "Thea Marlowe")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # numbers
        ("H801200001001", "H801200001001"),
        ("h801200001001 is the number.", "h801200001001"),
        ("UPN: H80120000100A", "H80120000100A"),
        ("UPN H 8012 0000 1001", "H 8012 0000 1001"),
        ("UPN H-8012-0000-1001.", "H-8012-0000-1001"),
        # names of two words and more
        ("Tyler Brannigan hit a boy.", "Tyler Brannigan"),
        ("In Reception Tyler Brannigan hit a boy.", "Tyler Brannigan"),
        ("When Tyler Brannigan came, all fell silent.", "Tyler Brannigan"),
        ("O’Neill Siobhan", "O’Neill Siobhan"),
        ("Siobhán Ní Bhriain cried", "Siobhán Ní Bhriain"),
        ("Anne-Marie Jones was absent", "Anne-Marie Jones"),
        ("Zoë Brand’s mother came", "Zoë Brand’s"),
        ("April Jones read aloud", "April Jones"),
        ("Rose White read aloud", "Rose White"),
        ("Hanna Brannigan cried", "Hanna Brannigan"),
        # one name after a word for a child or a parent
        ("The pupil Jayden was excluded.", "Jayden"),
        ("Pupil Jayden Okoro was excluded.", "Jayden Okoro"),
        ("A boy, Kai, left.", "Kai"),
        ("A pupil (Leon) ran away", "Leon"),
        ("a girl called Ruby", "Ruby"),
        ("girl ZOË was excluded", "ZOË"),
        ("his brother Kai", "Kai"),
        ("the son of Mr Patel", "Patel"),
        ("His mother, Mrs Dacosta, came.", "Dacosta"),
        ("the parents, Mr and Mrs Dacosta", "Dacosta"),
        # initials
        ("pupil KB in Year 4", "KB"),
        ("pupil K.B. left", "K.B."),
        # dates of birth
        ("born on 3/4/2015", "born on 3/4/2015"),
        ("DOB: 03.04.2015", "DOB: 03.04.2015"),
        ("d.o.b. 3 April 2015 as they said", "d.o.b. 3 April 2015"),
        ("Date of birth: the 3rd of April 2015", "Date of birth: the 3rd of April 2015"),
    ],
)
def test_what_looks_like_a_pupil_is_named_as_it_was_written(text: str, found: str) -> None:
    assert pupils_in([text], KNOWN) == (found,)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["pupils Ann, Joe and Zoë were absent"], ("Ann", "Joe", "Zoë")),
        (["the twins Ava and Mia"], ("Ava", "Mia")),
        (["children: K. B. and J. P."], ("K. B.", "J. P.")),
        (["A student named Max, born 1/2/2014", "H801200001001"], ("Max", "born 1/2/2014", "H801200001001")),
        (["Tyler Brannigan and Tyler Brannigan", "Tyler Brannigan"], ("Tyler Brannigan",)),
        (["April Jones and Summer Brown"], ("April Jones", "Summer Brown")),
        (["Tyler Brannigan\nDawn Brannigan"], ("Tyler Brannigan", "Dawn Brannigan")),
        ([], ()),
        ([""], ()),
    ],
)
def test_several_stand_in_their_order_and_once(texts: list[str], found: tuple[str, ...]) -> None:
    assert pupils_in(texts, KNOWN) == found


@pytest.mark.parametrize(
    "text",
    [
        # people and schools of the service, and other adults
        "We met Hanna Tilling on Thursday; Mrs Tilling said that Key Stage 2 results would fall.",
        "Thea Marlowe wrote to Samir Pell of St Hilda’s Catholic Primary School, Northbeck, in Fellshire.",
        "The Chair of Governors, the Parish Priest and the Diocesan Schools Officer were present.",
        "The Trust Advisor spoke with the Director for Schools and Colleges.",
        "Mrs Hughes leads English. Mr Tom Barrow is the Deputy Headteacher.",
        "Headteacher Sorrel Quaife is new. The Maths Lead Sorrel Quaife left.",
        "Father Michael said Mass; Sister Bernadette teaches RE.",
        "St Joseph’s and Our Lady of Lourdes work together.",
        # plans, papers, schemes, tests
        "The School Development Plan and the Self Evaluation Form do not match.",
        "Pupil Progress Meetings take place each half term. Pupil Voice was not heard.",
        "Quality First Teaching is weak in Phase 2. The Early Career Teacher has no mentor.",
        "Little Wandle Letters and Sounds is used. White Rose Maths is followed in Key Stage 1.",
        "Read Write Inc groups are too large. Accelerated Reader has stopped.",
        "The Ofsted Inspection Data Summary Report and Analyse School Performance were read.",
        "Designated Safeguarding Lead training is up to date. The Single Central Record was seen.",
        "Year Six SATs, Key Stage Two, the Multiplication Tables Check and the Phonics Screening Check.",
        "The Middle Leaders Development Programme (NPQ) and the National Professional Qualification for Headship.",
        "The Summer Reading Challenge, May Half Term and the June Data Drop.",
        # groups of pupils and what is done for them
        "The pupil premium lead has left and nobody has taken over.",
        "Children in Year 4 do not read widely. Boys in Reception struggle.",
        "Pupils with SEND are taught outside of the classroom. Pupils' books are not marked.",
        "Child Protection policy. Child Poverty is high in the area. Children's Services attended.",
        "Boys outperform girls. Girls' attainment has fallen. Boys’ Writing is an issue.",
        "Free School Meals, English as an Additional Language, Children Looked After, Student Council.",
        "Pupils EAL 12 %, pupils SEN 14 %. Pupil Numbers are falling; the Pupil Admission Number is 30.",
        "A pupil in Y4 said so. Pupil A in Year 4 said so, and Child J. agreed.",
        "Parents Evening was moved. The Parent Teacher Association met. The parents of Year 3 complained.",
        "Student Teachers from Fellshire University are placed here. Son of a governor.",
        "The children, parents and staff were asked. Children: none were seen. A boy. The class went on.",
        # days, places, figures, ordinary sentences
        "Good Friday, Easter Monday, Christmas Holidays, Ash Wednesday, Holy Week.",
        "The Spring Term visit showed that Behaviour and Attitudes need work.",
        "Attendance is 91.2 %, Persistent Absence 24 %. Call T 0151 496 0000.",
        "The headteacher said: “Staff absence is high.” I asked Why. He answered No.",
        "She was born in 1970 and leads well. It was born of need.",
        "The Microsoft Teams call was on Monday 3 March.",
        "Subject Leaders have no time. The Business Manager resigned. Teaching Assistants’ hours were cut.",
    ],
)
def test_what_people_write_every_day_gives_no_warning(text: str) -> None:
    assert pupils_in([text], KNOWN) == ()


def test_who_is_not_of_the_service_is_not_known() -> None:
    """Names of the service are names only where they are given."""
    assert pupils_in(["Hanna Tilling"], ()) == ("Hanna Tilling",)
    assert pupils_in(["the boy Samir"], KNOWN) == ()
