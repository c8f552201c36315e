const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID as we write them, in lower case: one thing has one name. Anything else names nothing of ours. */
export const isUuid = (text: string): boolean => FORM.test(text);
