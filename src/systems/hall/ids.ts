const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether the text of an address or a form has the form of an id. */
export const isId = (text: string): boolean => UUID.test(text);
