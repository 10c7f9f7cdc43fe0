package dev.traza.command.api;

/** How long things may be, in characters or pieces. They are part of the public surface. */
final class Limits {

    static final int SUBJECT = 250;
    static final int BODY = 50_000;
    static final int TAGS = 20;
    static final int TAG = 50;
    static final int CUSTOM_FIELDS = 50;
    static final int CUSTOM_FIELD_NAME = 100;
    static final int CUSTOM_FIELD = 2_000;
    static final int ID = 255;
    static final int NAME = 200;
    static final int EMAIL = 254;
    static final int PHONE = 50;
    static final int LANGUAGE = 35;
    static final int CATEGORY = 250;
    static final int LANGUAGES = 20;
    static final int FIELD_VALUES = 200;
    static final int PAGE = 200;
    static final int REASON = 2_000;
    static final int TITLE = 250;
    static final int MINUTES = 24 * 60;
    static final int SECONDS = MINUTES * 60;
    static final int ATTACHMENTS = 100;
    static final int APPROVERS = 50;
    static final int STEPS = 30;
    static final int STEP_ID = 50;
    static final int SECONDS_OF_A_YEAR = 366 * SECONDS;
    static final int BULK = 500;
    static final int IDEMPOTENCY_KEY = 255;
    static final int KEYS = 1_000;

    private Limits() {}
}
