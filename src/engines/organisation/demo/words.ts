/** Stands with every invented fact of the demo. */
export const DEMO_NOTE = 'Dữ liệu trình diễn, cần kiểm tra';

export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

export const two = (n: number): string => String(n).padStart(2, '0');
