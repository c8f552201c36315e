-- Why: what happened to a trader's access must be readable afterwards, and by nobody changeable. Append-only by grant and by trigger.

CREATE TABLE holdfast.security_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  sub text,
  session_id uuid,
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z_]{2,60}$'),
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX security_events_by_trader ON holdfast.security_events (sub, id DESC);

ALTER TABLE holdfast.security_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE holdfast.security_events FORCE ROW LEVEL SECURITY;
CREATE POLICY security_events_are_written_for_the_trader ON holdfast.security_events FOR INSERT TO holdfast_app
  WITH CHECK (sub IS NOT DISTINCT FROM holdfast.current_sub());
CREATE POLICY security_events_are_read_by_the_trader ON holdfast.security_events FOR SELECT TO holdfast_app
  USING (sub = holdfast.current_sub());
GRANT SELECT, INSERT ON holdfast.security_events TO holdfast_app;

CREATE FUNCTION holdfast.refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RAISE EXCEPTION 'security events are append-only';
END $$;
CREATE TRIGGER security_events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON holdfast.security_events
  FOR EACH STATEMENT EXECUTE FUNCTION holdfast.refuse_change_of_history();
