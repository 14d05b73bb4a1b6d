"""What the records say that the store keeps as JSON, in the columns `record`: the fields of each kind, by the
module below `handbook/`. The marks are those of `service/data_map/tables.py`."""

from typing import Final

RECORDS: Final = """
reports.agreements.standing.AskRound: id kind @by_id begun_at left outcomes revision
reports.agreements.texts.WrittenText: kind number ~words @by_id @by_name adopted_at version revision
reports.agreements.agreement.SharingAgreement: urn status text_version asked_at answered_at @answered_by_id
    @typed_name revision kind @listed_name @signed_for asked_version asked_for @asked_of_id asked_again reminders
    reminded_at waits_told_at denied_at signatures
core.school_years.AcademicYear: starts_in
reports.agreements.signatures.Signature: text_version sha256 @name @by_id at year @listed_name paper ended_at denied
reports.agreements.signatures.OnPaper: reference signed_on @recorded_by_id @recorded_by
allocation.needs.SchoolNeeds: urn year asked_at @asked_of_id reminders waits_told_at @answered ~answers ~notes
    revision
core.done_by.DoneBy: @holder_id @deputy_id at
allocation.needs.Answers: focus wishes ~requests phase contexts position ~context ~support
allocation.needs.TalkNote: on @with_whom ~words @by_id at
allocation.run.AllocationRun: id @asked_by_id made_at year result locks is_stale revision
allocation.proposal.Allocation: placements left_out loads worst worst_bound value bound moved changed serves_most
    shortage
allocation.proposal.Placement: urn @sip_id score ~why alternates
allocation.proposal.Alternate: @sip_id score has_room
allocation.proposal.LeftOut: urn ~reason
allocation.proposal.Load: @sip_id half_days of urns
allocation.proposal.Shortage: urns half_days lacks ways_out
allocation.proposal.WayOut: steps ~words
allocation.proposal.Step: kind @sip_id urn half_days schools
allocation.problem.Lock: @sip_id urn
allocation.choices.choice.SipChoice: id urn @sip_id @before_id @headteacher_id @proposed_by_id proposed_at asked_at
    ~why alternates run_id @chair_id status @head @chair reminders waits_told_at declined_by ~reason starts_on
    held_up_told_at deployed_at ended over_at revision
allocation.choices.choice.Word: @name @by_id on at @deputy_id
allocation.other_support.OtherSupport: urn bodies ~role @role_by @agreed_by revision
allocation.other_support.SupportBody: number name kind @contact since ended_on
recruitment.application.Application: id route kind @name @email begun_at touched_at @applicant_id urn @entered_by_id
    status ~evidence ~form submitted_at ~reason aside votes conditions interview times ~views @sip_id over_at
    papers_gone_on version told revision
recruitment.criteria.Evidence: years ~said
recruitment.application.SteppedAside: @member_id ~reason @by_id
recruitment.application.Vote: @member_id approves ~words at
recruitment.application.Condition: kind state @by_id at
recruitment.application.Interview: when place @panel @organiser_id written looked_at
core.half_days.HalfDay: on starts ends
recruitment.application.View: @by_id recommends ~words at
sip_team.appraisal.Appraisal: id urn year @asked_by_id asked_at @sip_id named_at extra_id revision
reach.broadcast.Broadcast: id @by_id written_at audience ~words @recipient_ids sent_at round dropped revision
reach.broadcast.Audience: offices authority @dso_id
cases.case.Case: id ladder urn stage @seats parts opened_at review_on @subject_id closed_at forgotten_at chased_on
    revision
cases.case.Part: number deed stage @by at @readers !words !why on half_day review_on until @with_whom opens adds_to
    meeting_id tells_headteacher
cases.case.Signature: @person_id @name @for_id @for_name
cases.case.Words: !facts !opinion !action !response
allocation.conflicts.conflict.Conflict: id @sip_id urn kind origin noted_at @noted_by_id first_on last_on ~words
    lifted revision
allocation.conflicts.conflict.Lifting: @by_id at ~reason
allocation.conflicts.declarations.Declaration: @sip_id year asked_at reminders waits_told_at declared_at revision
allocation.personality.PersonalityNote: id @sip_id @headteacher_id weight ~words @by_id at revision
cases.cover.Cover: id @person_id @deputy_id first_on last_on ended_at revision is_begun is_done
home.digest.DigestWish: @person_id wants sent_for revision
reports.arriving.file_question.FileAsked: id arrival_id @person_id ~file_name sha256 asked_at ~contents ~question number
    term_is_said ~said report_id version let_go revision
reports.paper.proforma.Contents: school_name urn academic_year term @sip_name ~sections ~judgements ~targets town
    ~unplaced ~facts ~subheadings ~tracked ~hidden_words ~pupils ~form form_name year_said ~boxes ~rows
reports.paper.proforma.Judgement: area ~school ~sip ~more ~gap
reports.paper.proforma.Target: ~text ~measure @owner due ~more
reports.paper.passages.Passage: where ~text ~title near belongs
reports.paper.passages.TrackedChange: word ~text @by
reports.paper.boxes.TableRow: ~values ~more
reports.arriving.file_question.Question: ~words choices
reports.arriving.file_question.Choice: school year term
core.people.School: urn name town local_authority @headteacher_id @sip_id @dso_id @la_officer_id
good_practice.line.PracticeLine: id urn report_id part ~text tags @by_id shown_at withdrawn_at may_be_named revision
good_practice.introduction.Introduction: id need offer topics @asked_by_id asked_at status declined_by ended over_at
    revision
good_practice.introduction.Side: line_id urn @headteacher_id accepted_at reminders
membership.handing_in.HandedFile: id arrival_id @person_id ~file_name sha256 sent_at ~contents report_id version
    let_go revision
handover.handover.Handover: id @person_id @from_id part at ~items urn cover_id revision
handover.handover.OpenItem: kind about version ~words
core.held.HeldDecision: id verb ~values about ~called @person_id route pressed_at due_at ended ended_at ~reason
    revision
schools.list_edit.ListEdit: id @person_id form begun_at from_on status @accounts ~trouble revision
schools.list_edit.EditForm: kind about ~typed
core.people.DirectoryAccount: @id @name @email enabled @sign_in
schools.list_import.ListImport: id @person_id ~file_name kind sha256 sent_at read ~rows ~faults ~notes status
    revision
schools.list_import.ImportedRows: schools ~people dates checks training papers memberships
schools.imported_schools.ImportedSchool: urn name town local_authority predecessors
schools.list_import.KnownPerson: @id @email ~said
schools.imported_people.ImportedPerson: @name @email @role urns @account @also
schools.imported_dates.ImportedDates: owner sessions closed
core.school_years.Session: first_on last_on term
schools.imported_dates.ImportedChecks: @sip_id recruitment_checked_on dbs_checked_on dbs_review_by dbs_level
    @checked_by
schools.imported_training.ImportedTraining: @sip_id topic on
reports.agreements.paper_list.ImportedPaper: urn kind version @signed_by signed_on reference
membership.imported.ImportedMembership: urn year provision @sip_name joined_on reports fee_paid_on fee_reference
    refund_paid_on refund_reference
mail.links.MailLink: id job @person_id kind about version made_at until sent_at ended_at #codes #code code_asked_at
    code_until tries #session session_until revision
membership.membership.Membership: urn year spells @sip_name joined_on fee refund refunded noted undone
    ~withdrawn_because @recorded_by recorded_at revision
membership.membership.Spell: provision from_on
membership.membership.Payment: amount paid_on reference @by_id at
membership.money.Amount: net vat
membership.membership.UndonePayment: part payment ~reason @by_id at
visits.ofsted.call.OfstedCall: id urn @by_id called_at first_on last_on kept wanted comes revision called_off_at
    told
questions.faq.FaqEntry: id ~question ~answer question_ids @by_id at taken_off_at revision
questions.question.Question: id ~words @asker_id by_headteacher asked_at ~answer @answered_by_id answered_at faq_id
    revision
reports.forms.form.ReportForm: urn year term @sip_id is_open item reading tag sha256 changed_since ~trouble
    revision
reports.library.FiledItem: library item_id list_item_id name web_url size
reports.framework_choice.SchoolFramework: urn key chosen_at @chosen_by_id revision
reports.school_part.SchoolPart: urn year term @headteacher_id saved_at grades ~texts as_at revision
sip_team.record.SipRecord: @sip_id kind initial_training_on trainings capacity experience expertise own_urn
    ~home_area changed_at reminded_of reminded_at revision
sip_team.record.Training: topic on
sip_team.record.Capacity: half_days_a_year half_days_a_week schools
sip_team.record.Experience: phases contexts positions
sip_team.skills.answer.SkillsAnswer: @sip_id year asked_at skills needs wishes step answered_at reminders revision
sip_team.skills.answer.Skill: topic expertise confidence
sip_team.skills.audit_round.SkillsRound: year asked_at @asked_by_id waits_told_at planned_at ~lines revision
sip_team.skills.audit_round.PlanLine: number topic @sip_ids @lead_ids ~note session_id is_dropped
meetings.team_meeting.TeamMeeting: id half_day @attendee_ids items @organiser_id cancelled_at version revision
    shown looked_at ~themes
meetings.team_meeting.AgendaItem: case_id part at
plans.acceptance.ProposedPlan: id run_id @sip_id year term made_at ~lines revision draft is_working
plans.acceptance.PlannedVisit: urn school_name half_day ~why visit_id refused late_of possible locked left_out
sip_team.training.session.TrainingSession: id at subject place @invited_ids @guests @organiser_id cancelled_at
    @present recorded_at asked_at shown version revision
sip_team.training.session.SessionSubject: is_initial topics
sip_team.training.session.Guest: @email @name
visits.visit.Visit: id urn year purpose @sip_id @headteacher_id status ~agenda ~information version slots
    passed_over seek_from_on half_day before asked event_id ~reason @reason_by_id ~trouble revision wished_at
    @reason_deputy_id @done_by @former times offered_at
visits.purposes.TermlyVisit: term
visits.purposes.SchoolLedVisit: item
visits.purposes.ExtraVisit: extra_id name
visits.visit.Slot: half_day ~why ~why_for_school
visits.visit.AskedChange: @by_id at ~reason to @deputy_id declined
core.holders.FormerHolder: part @person_id until
visits.visit.BookedFor: half_day at @by_id @deputy_id in_outlook
half_days.preparation.Preparation: id urn year @sip_id on half_days done dropped revision
half_days.extra_services.ExtraService: id urn year @sip_id name half_days @agreed_by_id agreed_at charge dropped
    revision consent @answered_by_id answered_at
school_record.year_reports.YearReports: urn year @person_id of asked_at made_at item terms lacks revision
reports.report.Report: id urn year term @sip_id @headteacher_id status latest sent sent_at sent_before ~asked_change
    decision filed governors_told_at governors_pack feedback_asked_at shared_at @shared_with @let_in reminders
    waits_told_at ~trouble revision placements @sent_by @change_asked_by @closing @closed_to sharing_ended_at
    @former @external_sip replaced ~phone phone_denied_at @chair ~asked_changes reopened
reports.report.Decision: @by_id at route view @deputy_id
reports.report.Filed: document pdf view copy copy_pdf pdf_has_words
reports.report.GovernorsPack: with_wellbeing document pdf
core.people.Person: @id @name @email @role @also
reports.paper.passages.Placement: name belongs
reports.report.PhoneCall: on @by_id @by ~words
reports.report.SentToChair: @person_id @name at pdf
reports.report.AskedChange: version ~words @by at by_phone
reports.report.Reopening: @by_id @by at ~reason version decision filed
reports.report.Version: number sha256 ~file_name received_at ~contents set_aside draft correction cleaning clean_of
    clean_did unanswered overwritten framework_chosen
reports.paper.inherited.Overwritten: label ~kept ~said
data.figures.FigureSet: place year source name number urn_then as_at figures
data.figures.Figure: value missing
visits.policy.Hosting: hours preferences place
core.half_days.SchoolHours: morning afternoon
visits.slots.free_half_days.Preference: weekday half
core.places.Place: latitude longitude
cases.safeguarding.SafeguardingContacts: @school_lead @school_phone @school_email authority authority_phone
    authority_out_of_hours
"""

LIBRARY_COLUMNS: Final = """
School URN AcademicYear Term @SIP Status Sha256 LocalAuthority @ApprovedBy ApprovedAt @SharedWith RetainUntil
"""
