"""What each table of the store is for, and what its columns say of whom: read by `service/data_map/fields.py`.

A group begins with `=`: its name | purpose | lawful basis | audience | until when. Of columns, @ marks one that says
who somebody is, ~ words that somebody wrote (which may name anybody), ! confidential ones, # a key or an address."""

from typing import Final

TABLES: Final = """
= Reports | reviewing a school’s work, and advising its headteacher | task | the SIP and the headteacher; once it is
    approved and shared, the Trust Advisor, the DSO, the LA officer and the Chair of Governors | keep_years
reports: id urn year term @sip_id @headteacher_id status revision shown record
report_versions: report_id number arrival_id sha256 record
files: sha256 ~data
school_parts: urn year term revision record
report_forms: urn year term revision record
corrections: id about @person_id @name asked_on ~wrong ~right noted_at
year_reports: urn year @person_id revision record

= Files that arrived | taking reports out of the chat, and asking where it is not clear what a file is | task |
    the sender | keep_handled_days
arrivals: id @person_id ~file_name #url outcome arrived_at
file_questions: id sha256 asked_at is_open revision record
handed_files: id sha256 sent_at is_open revision record

= Agreements | sharing reports and figures only as a school has agreed | task | the headteacher and the Trust
    Advisor | agreement
agreements: urn kind status revision record
agreement_texts: kind number is_draft revision record
agreement_rounds: id kind revision record

= Visits | visits of SIPs to schools, and what they are entitled to | task | the SIP, the headteacher and the Trust
    Advisor | keep_years
visits: id urn year @sip_id @headteacher_id status on_day event_id revision record
visit_occasions: visit_id occasion
preparations: id urn year @sip_id revision record
extra_services: id urn year @sip_id revision record

= What helps with reports and plans | reading a SIP’s headings, planning a term, coming when Ofsted calls | task |
    the SIP, the headteacher and the Trust Advisor | no_run
section_names: @sip_id heading belongs
school_frameworks: urn revision record
ofsted_calls: id urn last_on revision record
term_plans: id run_id revision record

= Skills and appraisals | developing and appraising SIPs | contract | the SIP and the Trust Advisor | keep_years
skills_answers: id year @sip_id revision record
appraisals: id year @sip_id revision record

= Needs and declarations | giving each school a SIP who fits it | task | the person asked, the Trust Advisor |
    keep_years
school_needs: urn year is_waiting revision record
conflict_declarations: @sip_id year revision record

= Calendars | keeping visits in step with Outlook | task | nobody: only the service reads it | account
calendar_watches: @person_id watch_id #client_state since since_until minded_on

= Cards and chats | bringing cards to people in Teams, and drawing them again | task | the person the card is for;
    operators | keep_cards_days
cards_sent: key @person_id kind about version #conversation_id activity_id service_url shows ~told_trouble earlier
sendings: mark @person_id #conversation_id activity_id service_url at
chases: about mark since reminders told_at

= How people are reached | knowing where to write to somebody | task | the service and its operators | account
accounts: @person_id state since checked_at
app_installs: @person_id asked_at @by_id outcome
whereabouts: @person_id #conversation_id service_url state since to_catch_up
digest_wishes: @person_id revision record

= Letters | bringing a card by e-mail to somebody out of reach in Teams | task | the person the letter is for |
    letter
mail_links: id job until revision record

= Jobs | finding and repeating what went wrong | task | operators and the administrator | keep_jobs_days
given_up: id kind effect key ~args far_end ~error about ~words attempts at
workers: executor_id seen_at
pauses: kind @by_id ~reason at
alerts: id number since over_at

= Audit | showing who did what, and that nobody changed it since | account | the administrator and auditors |
    keep_audit_details_years
audit: seq at @actor_id action about ~detail previous hash #salt detail_digest
audit_heads: day seq hash
tombstones: id kind made forgotten_on setting

= Messages to many | telling many people of the service something | task | the Trust Advisor and those it was sent
    to | no_run
broadcasts: id @by_id is_draft revision record
deliveries: broadcast_id @person_id outcome

= Concerns and complaints | answering a concern or complaint | complaint | those who sit in the case, by its ladder
    | keep_cases_years
cases: id review_on closed_at forgotten_at revision record key_id
case_readers: case_id @person_id
case_links: #key @person_id case_id until
covers: id @person_id @deputy_id first_on last_on revision record

= List of schools and people | knowing who serves which school | task | the people of the school; the keeper of
    the list | list
people: @id @name @email @role @also
schools: urn name town local_authority @headteacher_id @sip_id @dso_id @la_officer_id
watchlists: @person_id urn
hosting: urn record
safeguarding: urn record
roster_revision: revision
closed_days: urn day
term_dates: owner first_on last_on term

= Earlier lists | naming people in old records as they were called then | task | readers of those records |
    list_then
people_then: @id since @name @role @also
schools_then: urn since name town local_authority @headteacher_id @sip_id @dso_id @la_officer_id

= Changes of the list | checking a change of the list before it is made | task | the keeper of the list |
    keep_handled_days
list_edits: id about begun_at from_on status revision record
list_imports: id sent_at status revision record

= Checks on SIPs | safer recruitment | legal | the SIP and the Trust Advisor | sip
sip_checks: @sip_id recruitment_checked_on dbs_checked_on dbs_review_by dbs_level @checked_by

= SIPs | developing and appraising SIPs | contract | the SIP and the Trust Advisor | sip
sip_records: @sip_id revision record
skills_rounds: id revision record
training_sessions: id on_day looked_at revision record
team_meetings: id on_day revision record

= Choosing SIPs for schools | giving each school a SIP who fits it and has no conflict of interest | task | the
    Trust Advisor; of a choice also the headteacher and the Chair of the Board | no_run
allocation_runs: id @asked_by_id made_at revision record
sip_choices: id urn is_open proposed_at revision record
other_support: urn revision record
conflicts: id @sip_id urn revision record
handovers: id @person_id urn revision record

= Notes on who works well together | choosing a SIP | task | the Trust Advisor | no_run
personality_notes: id @by_id revision record

= Applications | choosing new SIPs | contract | the applicant, the Trust Advisor and the Trust Board |
    keep_application_days
applications: id @applicant_id @email status has_papers revision record

= Membership | knowing whose SIP a school has, and what was paid | contract | the headteacher and the Trust Advisor
    | keep_years
memberships: urn year refund revision record

= Good practice | bringing schools together that can learn from each other | task | the headteachers concerned and
    the Trust Advisor | no_run
practice_lines: id urn is_withdrawn is_offer revision record
introductions: id need_id offer_id is_open revision record

= Questions | answering questions about the service | task | the person who asked; the answer, unnamed, everybody |
    keep_questions_days
questions: id @asker_id asked_at revision record
faq_entries: id is_listed revision record

= Drafts and held decisions | giving back what was typed and not sent, and letting a press be taken back | task |
    the person who typed or pressed it | draft
drafts: @person_id form kept_at ~texts
held_decisions: id about due_at waits revision record

= Figures | showing published figures beside a report | task | people of a school that has agreed | none
figures: place year source number record
"""
