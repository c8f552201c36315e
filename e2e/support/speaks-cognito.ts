// Three addresses of ours speak Cognito's protocol instead of problem documents: the two sign-ins, and a step-up's own second sign-in.

/** Whether an address, or a pattern of the manifest, answers in Cognito's own shape. */
export const speaksCognito = (path: string): boolean => /^\/api\/(auth|ops\/auth|step-up\/[^/]+)\/cognito(\?|$)/.test(path);
