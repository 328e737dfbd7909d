/** So many messages and readings a copy holds, the newest. */
export const MOST = 1_000;
