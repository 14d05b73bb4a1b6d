"""Which tests attack the service, by kind. A case is one set of arguments of one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from math import prod
from typing import Any, Final

from tests.access.people import RELATIONS
from tests.access.table import sections


@dataclass(frozen=True)
class Kind:
    """`tests` are functions, by module. `counted` says where more are counted than these."""

    title: str
    what: str
    tests: Mapping[str, tuple[str, ...]]


KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "Authentication",
        "Tokens of Teams and of the tab: algorithms, keys, audiences, issuers, times, services, channels, tenants",
        {
            "tests.bot.test_forged_tokens": (
                "test_no_other_algorithm_is_taken",
                "test_no_key_is_taken_but_a_published_one_by_its_id",
                "test_what_was_made_for_another_or_for_another_time_is_refused",
                "test_what_is_no_token_is_refused_and_not_an_error",
                "test_a_key_speaks_for_no_channel_that_it_is_not_published_for",
                "test_a_token_is_good_for_the_one_service_that_it_names",
            ),
            "tests.bot.test_proof": (
                "test_a_bad_token_is_401_and_one_line_of_audit",
                "test_bytes_that_no_client_sends_are_401_too",
                "test_other_channels_of_the_bot_framework_are_turned_away",
                "test_a_signed_activity_of_another_tenant_is_turned_away",
                "test_a_signed_activity_does_not_lead_us_elsewhere",
            ),
            "tests.bot.test_adapter": ("test_another_tenant_is_turned_away_and_audited",),
            "tests.pages.tab.test_token": (
                "test_what_entra_made_for_something_else_is_not_taken",
                "test_what_entra_did_not_sign_names_nobody",
                "test_without_keys_nobody_is_told_from_anybody",
            ),
            "tests.pages.tab.test_signing_in": (
                "test_whatever_is_wrong_with_a_token_the_page_says_the_same_and_the_audit_says_what",
                "test_what_another_site_sends_changes_nothing",
            ),
        },
    ),
    Kind(
        "Forged presses",
        "Verbs, ids, versions and values that no card of ours carries",
        {
            "tests.cards.test_forged_presses": (
                "test_a_made_up_verb",
                "test_a_card_that_does_not_say_what_it_is_about",
                "test_what_no_card_of_ours_sends",
                "test_a_made_up_card_cannot_be_shown",
                "test_a_huge_text_is_asked_to_be_shortened",
            ),
            "tests.access.test_own_reports": (
                "test_who_wrote_a_report_does_not_approve_it_standing_in_for_its_headteacher",
                "test_another_office_approves_nothing_and_takes_nothing_away",
                "test_who_becomes_headteacher_does_not_approve_what_they_wrote_as_its_sip",
                "test_a_complaint_about_the_trust_advisor_is_answered_by_neither_them_nor_who_stands_in",
            ),
        },
    ),
    Kind(
        "Invokes",
        "Activities, dialogs and message extensions of the wrong shape, from nobody, in group chats, too large",
        {
            "tests.bot.test_sip_desk_bot": (
                "test_the_person_is_never_taken_from_card_data",
                "test_a_press_that_no_card_can_have_sent_is_an_error_of_the_card",
                "test_an_invoke_that_is_not_ours_is_answered_with_nothing",
                "test_a_press_in_a_group_chat_is_sent_to_the_personal_chat",
                "test_a_press_by_nobody_is_refused_politely_and_audited",
                "test_a_press_in_no_conversation_is_by_nobody",
                "test_a_value_without_a_verb_is_no_click",
                "test_a_message_by_nobody_is_audited",
                "test_what_is_not_ours_to_act_on_is_taken_quietly",
            ),
            "tests.bot.test_quotes": ("test_a_value_in_text_is_read_as_strictly",),
            "tests.bot.test_extension": (
                "test_what_no_client_can_have_sent_is_one_sentence_and_audited",
                "test_nobody_is_shown_nothing",
                "test_another_tenant_is_turned_away",
                "test_a_forged_recipient_gives_no_way_to_a_chat",
                "test_too_large_and_too_deep_are_refused_before_they_are_read",
                "test_what_the_app_package_does_not_offer_is_answered_with_nothing",
            ),
            "tests.bot.test_dialogs": (
                "test_what_no_button_of_ours_sends_is_not_handed_on",
                "test_dialogs_are_for_the_personal_chat_of_somebody",
            ),
            "tests.bot.test_adapter": (
                "test_a_body_that_is_no_activity_is_refused",
                "test_an_activity_with_a_part_of_the_wrong_kind_is_refused",
                "test_only_json_is_read",
                "test_a_packed_body_is_refused_and_not_unpacked",
                "test_a_body_that_does_not_come_is_not_waited_for",
            ),
        },
    ),
    Kind(
        "Links",
        "Addresses that were changed, guessed, used twice, opened by programs, or that lead elsewhere",
        {
            "tests.service.test_signed_links": (
                "test_what_we_did_not_sign_opens_nothing",
                "test_a_link_to_a_list_opens_that_list_and_nothing_else",
                "test_a_link_to_a_sheet_is_for_its_year",
            ),
            "tests.service.test_case_door": ("test_once_by_its_button_and_never_late_or_guessed",),
            "tests.pages.mail.test_door": (
                "test_opening_it_fifty_times_changes_nothing",
                "test_whatever_is_wrong_with_a_link_one_page_says_it",
                "test_a_wrong_code_says_how_often_it_may_be_tried",
                "test_without_a_code_a_press_and_a_document_lead_to_the_code",
                "test_the_cookie_is_this_links_alone_and_no_script_reads_it",
            ),
            "tests.pages.kit.test_files_served": ("test_what_is_no_file_of_ours_is_not_found",),
            "tests.bot.test_hosts": (
                "test_nothing_else_is",
                "test_files_lie_nowhere_else",
                "test_a_local_bot_knows_no_other_machine",
            ),
            "tests.bot.test_downloads": (
                "test_a_file_is_not_followed_to_another_host",
                "test_a_file_that_moves_round_and_round_is_refused",
                "test_only_allowed_hosts_are_asked",
            ),
        },
    ),
    Kind(
        "Webhooks",
        "Notifications of Microsoft Graph that were made up, of somebody else’s state, too many, or of no shape",
        {
            "tests.attacks.test_webhooks": (
                "test_a_notification_with_another_state_promises_nothing",
                "test_a_handshake_says_back_no_more_than_words",
            ),
            "tests.graph.test_notices": (
                "test_what_is_no_notice_is_left_out",
                "test_text_that_cannot_be_kept_takes_nothing_else_with_it",
                "test_what_only_a_stranger_sends_at_once_is_too_many",
                "test_what_is_no_post_of_graph_is_refused",
            ),
            "tests.automations.visits.test_calendar_notices": (
                "test_what_comes_at_once_is_one_look_and_each_sender_is_answered",
            ),
            "tests.service.test_strangers": (
                "test_no_request_of_a_stranger_takes_the_write_lock",
                "test_what_is_made_up_is_refused_before_it_costs_anything",
                "test_packed_bodies_are_not_unpacked_at_any_route",
                "test_genuine_notices_are_kept_beside_what_strangers_send",
                "test_headers_that_do_not_end_are_not_waited_for",
                "test_a_body_that_does_not_end_is_not_waited_for",
            ),
        },
    ),
    Kind(
        "Uploads",
        "Files that are no document, hide programs, unpack to a mountain, lead out of their package, or never end",
        {
            "tests.documents.test_unreadable": (
                "test_what_is_no_word_document",
                "test_other_office_files_are_no_word_documents",
                "test_a_file_with_a_password",
                "test_a_zip_with_a_password",
                "test_files_of_older_word",
                "test_a_pdf",
                "test_macros_however_the_file_is_named",
                "test_a_file_over_ten_megabytes_is_not_even_looked_at",
                "test_text_far_beyond_a_report",
                "test_a_zip_bomb_by_ratio_by_sum_and_by_number",
                "test_paths_that_lead_out_of_the_package",
                "test_two_parts_of_one_name_could_show_two_different_reports",
                "test_a_size_that_lies_is_found_out_and_never_unpacked_beyond",
                "test_a_main_part_that_is_not_what_it_should_be",
                "test_files_that_lost_a_part_or_their_end",
                "test_reading_what_was_made_to_be_slow_stays_cheap",
                "test_random_bytes_are_refused_and_nothing_else",
                "test_a_report_with_bytes_changed_is_read_or_refused_and_nothing_else",
            ),
            "tests.documents.test_reading_process": (
                "test_a_process_that_is_ended_or_ends_badly_is_a_file_that_was_not_read",
                "test_a_process_that_takes_more_than_its_bounds_is_ended",
                "test_a_process_that_does_not_end_is_ended",
                "test_a_file_made_to_take_all_memory_takes_none_of_ours",
            ),
            "tests.sealed.test_sealed": (
                "test_a_sealed_process_can_read_its_file_and_nothing_else",
                "test_it_is_given_no_setting_no_open_file_and_no_folder_of_ours",
            ),
            "tests.spreadsheets.test_strangers_files": ("test_a_file_of_another_program_is_named",),
            "tests.spreadsheets.test_unusable": (
                "test_what_cannot_be_a_file_of_figures_is_refused_in_a_sentence",
                "test_what_is_not_there_or_too_large_is_refused",
                "test_whatever_is_in_a_workbook_it_is_read_or_refused_in_a_sentence",
            ),
            "tests.bot.test_downloads": (
                "test_a_file_larger_than_it_may_be_is_refused",
                "test_a_file_that_does_not_say_how_large_it_is_is_cut_off",
            ),
        },
    ),
)


def cases(module: str, name: str) -> int:
    """How often pytest plays a test: once for each set of arguments. Raises AttributeError where there is no such
    test."""
    marks: list[Any] = getattr(getattr(import_module(module), name), "pytestmark", [])
    return prod(len(list(mark.args[1])) for mark in marks if mark.name == "parametrize")


def count(kind: Kind) -> int:
    return sum(cases(module, name) for module, names in kind.tests.items() for name in names)


def presses() -> int:
    """Of `tests/access`: each row of the table is tried by everybody, at least once."""
    return len(RELATIONS) * sum(len(rows) for rows in sections().values())
