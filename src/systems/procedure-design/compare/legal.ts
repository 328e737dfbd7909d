import {
  AT_SUBMISSION,
  CHANNELS,
  type Fee,
  LEVELS,
  type MappedId,
  type Paper,
  type ProcedureContent,
} from '#engines/procedures';
import { limitText } from '#engines/worktime';
import type { Translate } from '#platform/i18n';
import { formatPercent } from '#ui';
import { channelText, feeText, unverifiedText } from '../words.ts';
import { type Described, type Fact, known } from './described.ts';
import { feelWords } from './feel-words.ts';

const lines = (values: readonly string[]): string => values.join('\n');

/** What elements and fields are called, by their ids. */
export type IdNames = ReadonlyMap<string, string>;

/** The legal part of a version in words: what it is as a whole, then each paper and fee. */
export function describeLegal(t: Translate, v: ProcedureContent, names: IdNames = new Map()): Described[] {
  const fact = (key: string, label: string, text: string): Fact => ({
    key,
    label: t(`procedure-design.procedure.${label}`),
    text,
  });
  return [
    {
      key: 'legal',
      title: t('procedure-design.tab.legal'),
      only: true,
      facts: known([
        fact('name', 'name', v.name),
        fact('field', 'field', v.field),
        // In which order they were ticked says nothing.
        fact(
          'levels',
          'levels',
          LEVELS.filter(l => v.levels.includes(l))
            .map(l => t(`procedure-design.level.${l}`))
            .join(', '),
        ),
        fact('decidedBy', 'decided-by', v.decidedBy ?? ''),
        fact('agencyKind', 'agency-kind', agencyText(t, v.agencyKind)),
        fact('subjects', 'subjects', lines(v.subjects)),
        fact('legalBasis', 'legal-basis', lines(v.legalBasis)),
        fact('results', 'results', lines(v.results)),
        fact('serviceLevel', 'service-level', t(`procedure-design.service.${v.serviceLevel}`)),
        ...CHANNELS.map(c => {
          const limit = v.limits[c];
          const label = t('procedure-design.compare.limit', { channel: channelText(t, c) });
          return limit && { key: `limits.${c}`, label, text: limitWords(t, limit, names) };
        }),
        fact('keywords', 'keywords', lines(v.keywords)),
        fact('lifeEvents', 'life-events', v.lifeEvents.map(e => t(`procedures.life-event.${e}`)).join(', ')),
        {
          key: 'sameMatter',
          label: t('procedure-design.procedure.same-matter'),
          text: sameWords(t, v.sameMatter),
        },
        fact('unverified', 'unverified', lines(v.unverified.map(p => unverifiedText(t, p)))),
      ]),
    },
    ...v.papers.map(p => describePaper(t, p)),
    ...describeMapping(t, 'elements', v.mapping?.elements ?? [], names),
    ...describeMapping(t, 'fields', v.mapping?.fields ?? [], names),
    ...v.fees.map((f, i) =>
      describeFee(t, f, names, v.fees.slice(0, i).filter(o => o.name === f.name).length),
    ),
  ];
}

const AGENCIES = ['land-office', 'tax', 'police', 'social-insurance'];
const agencyText = (t: Translate, kind: string | null): string =>
  kind && AGENCIES.includes(kind) ? t(`procedure-design.draw.agency.${kind}`) : (kind ?? '');

const limitWords = (
  t: Translate,
  limit: NonNullable<ProcedureContent['limits']['online']>,
  names: IdNames,
): string =>
  [
    limitText(limit, t),
    ...(limit.cutOff ? [t('procedure-design.compare.cut-off', { time: limit.cutOff })] : []),
    ...(limit.includeReceiptDay ? [t('procedure-design.limit.include-receipt-day')] : []),
    ...(limit.cases ?? []).map(({ if: feel, says, ...of }) => {
      const condition = feelWords(t, feel, {
        called: id => names.get(id),
        option: (field, value) => names.get(`${field}=${value}`),
        outcome: (step, outcome) => names.get(`${step}=${outcome}`) ?? `“${outcome}”`,
      });
      const key = condition === says ? 'case-said-alone' : 'case-said';
      return t(`procedure-design.limit.${key}`, { says, limit: limitWords(t, of, names), condition });
    }),
  ].join('; ');

/** By which answers the same matter is known, a way a line. */
const sameWords = (t: Translate, same: ProcedureContent['sameMatter']): string =>
  same
    ? lines([
        t(same.once ? 'procedure-design.same.said-once' : 'procedure-design.same.said', {
          matter: same.matter,
        }),
        ...same.ways.map(way =>
          Object.entries(way)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([means, path]) => `${means}: ${path}`)
            .join('; '),
        ),
      ])
    : '';

const yes = (t: Translate, on: boolean): string => t(on ? 'procedure-design.yes' : 'procedure-design.no');

function describePaper(t: Translate, p: Paper): Described {
  const fact = (key: string, text: string): Fact => ({
    key,
    label: t(`procedure-design.paper.${key}`),
    text,
  });
  return {
    key: `papers.${p.id}`,
    id: p.id,
    title: t('procedure-design.compare.paper', { name: p.name.slice(0, 120) }),
    facts: known([
      fact('name', p.name),
      fact('original', p.original === null ? t('procedure-design.unknown') : String(p.original)),
      fact('copy', p.copy === null ? t('procedure-design.unknown') : String(p.copy)),
      fact('optional', yes(t, p.optional)),
      fact('held', yes(t, p.alreadyHeld)),
      fact('by-form', yes(t, p.byForm ?? false)),
      fact('note', p.note ?? ''),
    ]),
  };
}

/** What becomes of an id of the version before. */
const describeMapping = (
  t: Translate,
  list: 'elements' | 'fields',
  mapped: readonly MappedId[],
  names: IdNames,
): Described[] =>
  mapped.map(({ from, to, reason }) => ({
    key: `mapping.${list}.${from}`,
    id: null,
    title: t(`procedure-design.compare.mapping.${list}`, { id: names.get(from) ?? from }),
    facts: known([
      {
        key: 'to',
        label: t('procedure-design.mapping.to'),
        text: to === null ? t('procedure-design.mapping.gone') : (names.get(to) ?? to),
      },
      { key: 'reason', label: t('procedure-design.mapping.reason'), text: reason ?? '' },
    ]),
  }));

/** An answer by which an exemption is claimed: whichever field offers it. */
const answerIn = (names: IdNames, ground: string): string =>
  [...names].find(([id]) => id.endsWith(`=${ground}`))?.[1] ?? ground;

// Fees have no id: the same name twice is told apart by its order.
function describeFee(t: Translate, f: Fee, names: IdNames, before: number): Described {
  const fact = (key: string, text: string): Fact => ({ key, label: t(`procedure-design.fee.${key}`), text });
  const due =
    f.due === undefined
      ? t('procedure-design.fee.due.asked')
      : f.due === AT_SUBMISSION
        ? t('procedure-design.fee.due.at-submission')
        : t('procedure-design.fee.due.after', { step: names.get(f.due) ?? f.due });
  return {
    key: `fees.${f.name}.${before}`,
    id: null,
    title: t('procedure-design.compare.fee', { name: f.name }),
    facts: known([
      fact('amount', feeText(t, f)),
      fact(
        'channels',
        f.channels.map(c => channelText(t, c)).join(', ') || t('procedure-design.channel.all'),
      ),
      fact('due', due),
      fact('waits', yes(t, f.waits ?? false)),
      fact('claim-holds', yes(t, f.claimHolds ?? false)),
      fact(
        'exemptions',
        lines(
          f.exemptions.map(e =>
            [
              t(e.share === 0 ? 'procedure-design.fee.exempt' : 'procedure-design.fee.exemption', {
                who: e.who,
                share: formatPercent(e.share, t.lang, 0),
              }),
              ...(e.basis ? [e.basis] : []),
              ...(e.grounds ?? []).map(g => answerIn(names, g)),
              ...(e.paper ? [names.get(e.paper) ?? e.paper] : []),
            ].join(', '),
          ),
        ),
      ),
    ]),
  };
}
