-- Why: a password can be replaced through the mailbox and an email can be changed, and both leave something that a later step must find: which
-- address a change was approved for, and which resets have not yet had their effects here.

-- More kinds of guesses and of starts are counted, and their names are the product's own: the table keeps their form, the code keeps the list.
ALTER TABLE holdfast.sign_in_attempts DROP CONSTRAINT IF EXISTS sign_in_attempts_purpose_check;
ALTER TABLE holdfast.sign_in_attempts ADD CONSTRAINT sign_in_attempts_purpose_check CHECK (purpose ~ '^[a-z]+(-[a-z]+){0,4}$');
ALTER TABLE holdfast.rate_windows DROP CONSTRAINT IF EXISTS rate_windows_purpose_check;
ALTER TABLE holdfast.rate_windows ADD CONSTRAINT rate_windows_purpose_check CHECK (purpose ~ '^[a-z]+(-[a-z]+){0,4}$');

-- The one change of email that a trader has approved and not yet proven. A later one takes its place.
CREATE TABLE holdfast.email_changes (
  sub        text PRIMARY KEY CHECK (sub <> ''),
  email      text NOT NULL CHECK (email <> ''),
  -- The pool knows the address as another account's. The trader must not learn that, so the change goes on and no code of it is ever right.
  is_taken   boolean NOT NULL,
  expires_at timestamptz(0) NOT NULL
);
ALTER TABLE holdfast.email_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.email_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY email_changes_of_the_trader ON holdfast.email_changes FOR ALL TO holdfast_app
  USING (sub = holdfast.current_sub()) WITH CHECK (sub = holdfast.current_sub());
GRANT SELECT, INSERT, UPDATE, DELETE ON holdfast.email_changes TO holdfast_app;

-- A session shows, and proves again with, the address that the account has now.
GRANT UPDATE (email) ON holdfast.sessions TO holdfast_app;

-- A reset is written down before the pool judges its code and taken away when the pool refuses it. What is left when a process dies in between, or
-- when the account never signed in through us, takes effect at the next sign-in. No trader's rows: nobody is signed in yet.
CREATE TABLE holdfast.password_resets (
  id         uuid PRIMARY KEY,
  email      text NOT NULL CHECK (email <> ''),
  started_at timestamptz(0) NOT NULL,
  is_done    boolean NOT NULL DEFAULT false
);
CREATE INDEX password_resets_by_email ON holdfast.password_resets (email);
ALTER TABLE holdfast.password_resets ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.password_resets FORCE ROW LEVEL SECURITY;
CREATE POLICY resets_of_anybody ON holdfast.password_resets FOR ALL TO holdfast_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON holdfast.password_resets TO holdfast_app;
