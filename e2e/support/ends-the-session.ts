// The writes after which the session that made them is over. A sweep over every route that needs its session afterwards leaves them out.
export const ENDS_THE_SESSION: readonly string[] = ["/api/auth/sign-out", "/api/account/freeze"];
