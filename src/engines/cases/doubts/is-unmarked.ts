import { fold } from '#platform/text';

/** Whether a name has no mark at all: it was typed to be found, and is seldom what stands on the card. */
export const isUnmarked = (name: string): boolean => fold(name) === name.normalize('NFC').toLowerCase();
