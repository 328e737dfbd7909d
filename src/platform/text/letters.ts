/** How many letters a text has, whatever digits, marks and spaces stand between them. */
export const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;
