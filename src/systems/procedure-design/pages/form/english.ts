import type { Words } from '#engines/forms';

/** Words as they were typed: where no English ones were, they are missing, and shown as missing. */
export const words = (vi: string, english: string): Words => (english ? { vi, en: english } : { vi });
