/** Whether an address is the API's: its callers are programs, and are answered in JSON. `/api` itself is a page. */
export const isApiPath = (path: string): boolean => path.startsWith('/api/');
