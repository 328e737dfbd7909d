// Names of the fields of the desk's forms.
export const DO = 'viec';
/** Of what is done: closes the desk though people wait whom nobody calls then. */
export const SURE = 'dong-han';
export const TICKET_ID = 've';
export const NUMBER = 'so';
export const LETTERS = 'nhom';
export const SEND_TO = 'chuyen-den';
