import couples from './data/couples.json' with { type: 'json' };

/** Where the answers to a procedure say who is to marry whom, by their paths: of one the sex, of the other the identity paper and the nationality. */
export type Couple = { sex: string; paper: string; nation: string };

const COUPLES: Readonly<Record<string, Couple>> = couples;

/** The two who are to marry, where the answers to a procedure, by its code, name both; undefined of any other. */
export const coupleIn = (code: string): Couple | undefined => COUPLES[code];
