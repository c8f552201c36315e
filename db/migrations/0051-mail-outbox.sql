-- Why: a mail is queued in the transaction whose change it tells of, so that neither stands without the other, and an outage of the mail service
-- fails nobody's act. The worker sends. What a mail said, and to whom, is forgotten once it is sent: no role keeps a copy of people's mail.

CREATE TABLE holdfast.mail_outbox (
  id              uuid PRIMARY KEY,
  recipient       text CHECK (recipient <> ''),
  subject         text CHECK (length(subject) BETWEEN 1 AND 200 AND subject !~ '[\r\n]'),
  body            text CHECK (length(body) BETWEEN 1 AND 16384),
  queued_at       timestamptz(0) NOT NULL,
  next_attempt_at timestamptz(0) NOT NULL,
  attempts        integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  finished_at     timestamptz(0),
  outcome         text CHECK (outcome IN ('sent', 'given_up')),
  CONSTRAINT mails_end_whole CHECK ((finished_at IS NULL) = (outcome IS NULL)),
  CONSTRAINT mails_are_forgotten CHECK (num_nulls(recipient, subject, body) = CASE WHEN finished_at IS NULL THEN 0 ELSE 3 END)
);
CREATE INDEX mail_outbox_open ON holdfast.mail_outbox (next_attempt_at) WHERE finished_at IS NULL;
ALTER TABLE holdfast.mail_outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.mail_outbox FORCE ROW LEVEL SECURITY;
-- The app posts and never reads: whoever holds its role cannot collect the links and codes that others were sent.
CREATE POLICY mails_are_queued ON holdfast.mail_outbox FOR INSERT TO holdfast_app, holdfast_worker WITH CHECK (finished_at IS NULL);
CREATE POLICY mails_are_read_by_the_worker ON holdfast.mail_outbox FOR SELECT TO holdfast_worker USING (true);
CREATE POLICY mails_are_finished_by_the_worker ON holdfast.mail_outbox FOR UPDATE TO holdfast_worker USING (finished_at IS NULL) WITH CHECK (true);
GRANT INSERT (id, recipient, subject, body, queued_at, next_attempt_at) ON holdfast.mail_outbox TO holdfast_app, holdfast_worker;
GRANT SELECT ON holdfast.mail_outbox TO holdfast_worker;
GRANT UPDATE (recipient, subject, body, next_attempt_at, attempts, finished_at, outcome) ON holdfast.mail_outbox TO holdfast_worker;
CREATE TRIGGER mail_outbox_stays BEFORE DELETE OR TRUNCATE ON holdfast.mail_outbox
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_rewriting();
