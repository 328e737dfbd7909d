/** Where the pages about money are. */
export const ROOT = '/can-bo/thu-phi';
