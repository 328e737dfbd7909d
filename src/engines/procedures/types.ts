import type { ResultTemplateDefinition } from './result/definition.ts';
import type { SameMatter } from './same-matter/definition.ts';

/** How an application comes in; each may have a time limit of its own. */
export const CHANNELS = ['online', 'counter', 'post'] as const;
export type Channel = (typeof CHANNELS)[number];

export const LEVELS = ['central', 'province', 'district', 'commune', 'other'] as const;
/** Levels at which a procedure is done; `other`: an agency outside the levels, e.g. a court. */
export type ProcedureLevel = (typeof LEVELS)[number];

export const SERVICE_LEVELS = ['full-online', 'partly-online', 'counter'] as const;
/** Decree 42/2022/NĐ-CP art. 11; `counter`: not online at all. */
export type ServiceLevel = (typeof SERVICE_LEVELS)[number];

/** Moments in a life under which people look for procedures. Texts: `procedures.life-event.…`. */
export const LIFE_EVENTS = [
  'birth',
  'study',
  'work',
  'marriage',
  'home',
  'vehicle',
  'health',
  'business',
  'retirement',
  'death',
] as const;
export type LifeEvent = (typeof LIFE_EVENTS)[number];

/** A time limit as the engine worktime counts it. `n` 0 working days: within the day of reception. */
export type ProcedureLimit = {
  n: number;
  unit: 'working-hour' | 'working-day' | 'calendar-day' | 'month';
  /** `HH:MM`: received later counts as received on the next working day. */
  cutOff?: string;
  includeReceiptDay?: boolean;
  /** Other limits in some cases; the first whose condition holds counts instead. */
  cases?: LimitCase[];
};

/** Another limit, and when it holds. */
export type LimitCase = Omit<ProcedureLimit, 'cases'> & {
  /** FEEL, on what the conditions of the process read too: `form.death.paper = "old"`, `tasks.review.outcome = "inquire"`. */
  if: string;
  /** The same in words, as the middle of a sentence: `chết đã lâu, phải xác minh`. */
  says: string;
};
export type Limits = { [C in Channel]?: ProcedureLimit };

/** A required paper (thành phần hồ sơ). */
export type Paper = {
  /** Stable over the versions of the procedure: what was handed in is filed under it. */
  id: string;
  name: string;
  /** Numbers of originals and copies; null where the source does not say. */
  original: number | null;
  copy: number | null;
  /** The province holds it already: it is looked up, not asked for. */
  alreadyHeld: boolean;
  /** Only in some cases, which the name or the note describes: not demanded of everybody. */
  optional: boolean;
  /** A declaration (tờ khai, đơn) that says what the form asks: who applies online uploads none; on paper the counter scans it. */
  byForm?: boolean;
  note?: string;
};

/** Who pays less, and on what ground. `share` is what remains to be paid: 0 nothing, 0.5 half. */
export type Exemption = {
  who: string;
  share: number;
  basis?: string;
  /** Answers of the form's field with the use `exemption` by which this one is claimed. */
  grounds?: string[];
  /** The paper that proves it, by its id. */
  paper?: string;
};

export type Fee = {
  name: string;
  /** The channels it is asked for in; empty: all. */
  channels: Channel[];
  /** Whole đồng; null where it is not known or depends on the case. */
  amount: number | null;
  /** What the source says, where it is no amount. */
  text?: string;
  exemptions: Exemption[];
  /**
   * When it is asked for by itself: `at-submission`, or the id of the step of the process after which it is. Absent: an official
   * asks for it where it applies (published lists often hold several of which one does).
   */
  due?: string;
  /** The time limit stands still from the asking until it is paid; else it runs on. Only with `due`. */
  waits?: boolean;
  /** While somebody claims an exemption and nobody has decided it the fee is not asked for. Only with `due`. */
  claimHolds?: boolean;
};

/** `due` of a fee that is asked for as soon as the dossier is received. */
export const AT_SUBMISSION = 'at-submission';

export type Reference = { id: string; version: number };

/** What an element of the process, or a field of the form, of the version before is called in this one; null: gone, and why. */
export type MappedId = { from: string; to: string | null; reason?: string };

/**
 * What has another name or another meaning than in the version before, for dossiers that are moved here. Ids that are not named
 * mean what they meant.
 */
export type VersionMapping = { elements: MappedId[]; fields: MappedId[] };

/** Everything legal about a procedure in one version. */
export type ProcedureContent = {
  name: string;
  /** Name of its field, e.g. `Hộ tịch`. */
  field: string;
  levels: ProcedureLevel[];
  agencyKind: string | null;
  /** The deciding agency in the words of the source. */
  decidedBy: string | null;
  subjects: string[];
  /** Numbers of the legal texts, e.g. `60/2014/QH13`. */
  legalBasis: string[];
  papers: Paper[];
  fees: Fee[];
  limits: Limits;
  results: string[];
  serviceLevel: ServiceLevel;
  /** null: the standard form. */
  form: Reference | null;
  /** null: the standard process (receive, process, sign, return). */
  process: Reference | null;
  /** How its result is worded; none: a system draws it, or it is a notice of the outcome. */
  resultTemplate?: ResultTemplateDefinition | null;
  /** Absent: all ids mean what they meant before. */
  mapping?: VersionMapping | null;
  /** Absent: nobody asks whether it was applied for before. */
  sameMatter?: SameMatter | null;
  lifeEvents: LifeEvent[];
  /** Plain words under which people look for it. */
  keywords: string[];
  /** Paths of what nobody has confirmed, e.g. `limits.online.unit`. */
  unverified: string[];
  /** What came from the source and has no place above. */
  source: Record<string, unknown>;
};

/**
 * Everything legal of a version, without what makes it that version. A new version that begins with it takes `mapping` out: that
 * speaks of the version before.
 */
export const contentOf = (v: ProcedureContent): ProcedureContent => ({
  name: v.name,
  field: v.field,
  levels: v.levels,
  agencyKind: v.agencyKind,
  decidedBy: v.decidedBy,
  subjects: v.subjects,
  legalBasis: v.legalBasis,
  papers: v.papers,
  fees: v.fees,
  limits: v.limits,
  results: v.results,
  serviceLevel: v.serviceLevel,
  form: v.form,
  process: v.process,
  ...(v.resultTemplate ? { resultTemplate: v.resultTemplate } : {}),
  ...(v.mapping ? { mapping: v.mapping } : {}),
  ...(v.sameMatter ? { sameMatter: v.sameMatter } : {}),
  lifeEvents: v.lifeEvents,
  keywords: v.keywords,
  unverified: v.unverified,
  source: v.source,
});

/** What may be missing before a version can be published. Texts: `procedures.missing.…`. */
export type Missing = 'name' | 'field' | 'level' | 'limit' | 'fee' | 'online-limit';

export type ProcedureVersion = ProcedureContent & {
  id: string;
  procedureId: string;
  code: string;
  number: number;
  /** `withdrawn`: before its first day; `replaced`: on its first day, by the next one. */
  status: 'draft' | 'published' | 'withdrawn' | 'replaced';
  fieldCode: string;
  missing: Missing[];
  /** First day in force and first day no longer, `YYYY-MM-DD`; null: a draft, or without end. */
  from: string | null;
  to: string | null;
  contentSha256: string;
  createdAt: Date;
  createdBy: string;
  publishedAt: Date | null;
  /** Who approved it. */
  publishedBy: string | null;
  /** Everybody who has saved something of it. */
  authors: string[];
};

/** What a list or a search shows of a version. */
export type ProcedureSummary = {
  id: string;
  procedureId: string;
  code: string;
  name: string;
  fieldCode: string;
  field: string;
  levels: ProcedureLevel[];
  serviceLevel: ServiceLevel;
  limits: Limits;
  fees: Fee[];
};

/** Whether a version is or was in force, so that somebody may have applied under it. */
export const wasInForce = ({ status }: Pick<ProcedureVersion, 'status'>): boolean =>
  status === 'published' || status === 'replaced';
