-- Why: a stream of trades stays open for minutes, so whether its session still lives is asked again and again, for all open streams of a process in
-- one statement. Without a trader the app role sees exactly the sessions whose ids it has named in this transaction, and none besides: a forgotten
-- WHERE leaks nothing.

CREATE POLICY watched_sessions_are_read ON holdfast.sessions FOR SELECT TO holdfast_app
  USING (holdfast.current_sub() IS NULL AND id = ANY (string_to_array(current_setting('holdfast.watched_sessions', true), ',')::uuid[]));
