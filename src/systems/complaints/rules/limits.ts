import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { TIME_TO_COMPLAIN } from '#engines/cases';
import { checkLimit, type Limit } from '#engines/worktime';

const Rule = Type.Object(
  {
    n: Type.Integer({ minimum: 1, maximum: 365 }),
    unit: Type.Union([Type.Literal('working-day'), Type.Literal('calendar-day'), Type.Literal('month')]),
    article: Type.String({ minLength: 1 }),
  },
  { additionalProperties: false },
);

const rulesSchema = Type.Object(
  {
    law: Type.String({ minLength: 1 }),
    /** The numbers were not checked against a second source: pages say so. */
    unverified: Type.Boolean(),
    file: Type.Record(Type.String(), Rule),
    'take-on': Type.Record(Type.String(), Rule),
    settle: Type.Record(Type.String(), Rule),
    'carry-out': Type.Record(Type.String(), Rule),
  },
  { additionalProperties: false },
);

export type Rules = Static<typeof rulesSchema>;

/**
 * A time limit of the law, as a complaint keeps it: with the article that it stands in, and whether it was checked. Days of the calendar count
 * from the day of the event itself, office hours or not (Civil Code 2015, article 147).
 */
export type LawLimit = Limit & { article: string; law: string; unverified: boolean };

export type Level = 1 | 2;

/** What makes a settlement take longer: the matter is complex; the place is far away and hard to reach. */
export type Circumstances = { complex: boolean; remote: boolean };

const validator = Compile(rulesSchema);

/** Rules as they lie in a file. Throws an Error that names the file where they are none, and what checkLimit throws. */
export function readRules(file: string): Rules {
  const rules: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!validator.Check(rules)) throw new Error(`${file}: no rules of complaints`);
  for (const stage of [rules.file, rules['take-on'], rules.settle, rules['carry-out']])
    for (const { n, unit } of Object.values(stage)) checkLimit({ n, unit });
  return rules;
}

const own = readRules(path.join(import.meta.dirname, 'time-limits.json'));
const { n, unit, article } = TIME_TO_COMPLAIN;

/** How long one has for a first complaint stands where decisions are made, which name it. */
export const RULES: Rules = { ...own, file: { first: { n, unit, article }, ...own.file } };

const ORDER = { 1: 'first', 2: 'second' } as const;

/** The name of a rule among those of its stage; where the law says nothing of the circumstances, the plain one. */
function ruleOf(
  rules: Rules,
  stage: 'file' | 'take-on' | 'settle' | 'carry-out',
  level: Level,
  at: Circumstances,
): LawLimit {
  const plain = ORDER[level];
  const name = [plain, at.remote && 'remote', at.complex && 'complex'].filter(Boolean).join('-');
  const rule = rules[stage][name] ?? rules[stage][plain];
  if (!rule) throw new Error(`the rules say nothing of ${stage} ${name}`);
  const { law, unverified } = rules;
  return { ...rule, ...(rule.unit === 'working-day' ? {} : { onItsDay: true }), law, unverified };
}

const PLAIN: Circumstances = { complex: false, remote: false };

/** How long one may complain, from the day on which one knew. */
export const fileLimit = (level: Level, remote = false, rules = RULES): LawLimit =>
  ruleOf(rules, 'file', level, { ...PLAIN, remote });

/** Within which an agency takes a complaint on, or says why not. */
export const takeOnLimit = (level: Level, rules = RULES): LawLimit => ruleOf(rules, 'take-on', level, PLAIN);

/** Within which a complaint that was taken on is settled. */
export const settleLimit = (level: Level, at: Circumstances, rules = RULES): LawLimit =>
  ruleOf(rules, 'settle', level, at);

/** Within which a decision that upholds a complaint is carried out, from when it was signed: by then it has taken effect. */
export const carryOutLimit = (level: Level, rules = RULES): LawLimit =>
  ruleOf(rules, 'carry-out', level, PLAIN);

/** Where the law says from when a decision has effect: a first one not while a second complaint runs. */
export const EFFECT: Readonly<{ article: string; law: string }> = {
  article: carryOutLimit(1).article,
  law: RULES.law,
};
