import { localDate } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import { tidy } from '#platform/text';
import { shownDay, UnitBegun, UnitPeriodWrong } from '../errors.ts';
import type { Act, Period, Succession } from '../types.ts';
import { appendEntry } from './entry.ts';
import { changesKept } from './kept.ts';
import { held, type Tried } from './refusals.ts';
import { entries, selectList, type Thing } from './thing.ts';
import { insertThings, insertVersions, updateVersions, upsertSuccessions } from './write.ts';

type Stored<Facts> = { id: string; versionId: string } & Facts & Period;

/**
 * The verbs for areas and agencies alike. A *correction* says that a version was written down wrongly; a *change* that
 * the world became different on a day; a *succession* that one thing went into another: three different facts.
 */
export function commands<Facts extends object, Version extends Stored<Facts>>(thing: Thing<Facts, Version>) {
  const list = selectList(thing);
  const table = `organisation.${thing.table}_version`;
  const kind = `organisation.${thing.table}` as const;

  // Texts are stored in NFC, whatever keyboard they came from.
  const factsOf = (from: Facts): Facts =>
    Object.fromEntries(
      entries(thing).map(([name]) => {
        const value = from[name] ?? null;
        return [name, typeof value === 'string' ? tidy(value) : value];
      }),
    ) as Facts;
  const tried = (facts: Facts & { code?: string; identifier?: string }, period: Period): Tried => ({
    label: thing.label(facts),
    code: facts.code ?? facts.identifier ?? null,
    ...period,
  });
  // Who locks a unit is about to change it.
  const lock = (tx: Tx, id: string) => {
    changesKept(tx);
    return tx.query(`SELECT id FROM organisation.${thing.table} WHERE id = $1::uuid FOR UPDATE`, [id]);
  };
  const at = async (tx: Tx, id: string, date: string): Promise<Version> => {
    await lock(tx, id);
    const version = await tx.maybe<Version>(
      `SELECT ${list} FROM ${table} v WHERE v.${thing.table}_id = $1::uuid AND v.valid @> $2::date`,
      [id, date],
    );
    if (!version) throw thing.notFound({ [thing.table]: id, date: shownDay(date) });
    return version;
  };
  const close = (tx: Tx, versionId: string, on: string | null) =>
    tx.run(`UPDATE ${table} SET valid = daterange(lower(valid), $2::date) WHERE id = $1::uuid`, [
      versionId,
      on,
    ]);

  return {
    async create(tx: Tx, facts: Facts, period: Period, act: Act): Promise<Version> {
      const id = newId();
      const version = { id, versionId: newId(), facts: factsOf(facts), ...period };
      await held(tx, tried(facts, period), async () => {
        await insertThings(tx, thing, [id]);
        await lock(tx, id);
        await insertVersions(tx, thing, [version]);
      });
      await appendEntry(tx, act, `${kind}-created`, `${thing.table}:${id}`, {
        facts: version.facts,
        ...period,
      });
      return { id, versionId: version.versionId, ...version.facts, ...period } as Version;
    },

    async change(tx: Tx, id: string, on: string, changes: Partial<Facts>, act: Act): Promise<Version> {
      const before = await at(tx, id, on);
      if (before.from === on) throw UnitPeriodWrong({ from: shownDay(on), to: shownDay(on) });
      const facts = factsOf({ ...before, ...changes });
      const period = { from: on, to: before.to };
      const versionId = newId();
      await held(tx, tried(facts, period), async () => {
        await close(tx, before.versionId, on);
        await insertVersions(tx, thing, [{ id, versionId, facts, ...period }]);
      });
      await appendEntry(tx, act, `${kind}-changed`, `${thing.table}:${id}`, { changes, on });
      return { id, versionId, ...facts, ...period } as Version;
    },

    async correct(
      tx: Tx,
      id: string,
      versionId: string,
      changes: Partial<Facts & Period>,
      act: Act,
    ): Promise<Version> {
      await lock(tx, id);
      const before = await tx.maybe<Version>(
        `SELECT ${list} FROM ${table} v WHERE v.id = $1::uuid AND v.${thing.table}_id = $2::uuid`,
        [versionId, id],
      );
      if (!before) throw thing.notFound({ [thing.table]: id, date: shownDay(localDate(act.at)) });
      const after = { ...before, ...changes };
      const period = { from: after.from, to: after.to };
      await held(tx, tried(after, period), async () => {
        await updateVersions(tx, thing, [{ id, versionId, facts: factsOf(after), ...period }]);
      });
      await appendEntry(tx, act, `${kind}-corrected`, `${thing.table}:${id}`, {
        version: versionId,
        changes,
      });
      return after;
    },

    async end(tx: Tx, id: string, on: string, act: Act, reason?: string): Promise<void> {
      await lock(tx, id);
      const last = await tx.maybe<Version>(
        `SELECT ${list} FROM ${table} v WHERE v.${thing.table}_id = $1::uuid ORDER BY v.valid DESC LIMIT 1`,
        [id],
      );
      if (!last) throw thing.notFound({ [thing.table]: id, date: shownDay(on) });
      if (last.to === on) return;
      // A life is shortened by its end, never prolonged: that would be a correction.
      if (last.from >= on || (last.to !== null && last.to < on))
        throw UnitPeriodWrong({ from: shownDay(last.from), to: shownDay(on) });
      await held(tx, tried(last, { from: last.from, to: on }), async () => {
        await close(tx, last.versionId, on);
      });
      await appendEntry(tx, act, `${kind}-ended`, `${thing.table}:${id}`, { on, reason });
    },

    async link(
      tx: Tx,
      {
        fromId,
        intoId,
        on,
        share,
        unverified = false,
        note = null,
      }: Omit<Succession, 'unverified' | 'note'> & Partial<Succession>,
      act: Act,
    ): Promise<void> {
      // The heir too, that nobody calls it off meanwhile; in one order, that nobody waits for ever.
      for (const unit of [fromId, intoId].sort()) await lock(tx, unit);
      const body = { into: intoId, on, share, unverified, note };
      const link = { fromId, intoId, on, share, unverified, note };
      const written = await held(tx, { label: fromId }, () => upsertSuccessions(tx, thing, [link]));
      if (written === 0) return;
      await appendEntry(tx, act, `${kind}-succeeded`, `${thing.table}:${fromId}`, body);
    },

    async unlink(
      tx: Tx,
      { fromId, intoId, on }: Pick<Succession, 'fromId' | 'intoId' | 'on'>,
      act: Act,
    ): Promise<void> {
      await lock(tx, fromId);
      const gone = await tx.run(
        `DELETE FROM organisation.${thing.table}_succession
         WHERE from_id = $1::uuid AND into_id = $2::uuid AND on_date = $3::date`,
        [fromId, intoId, on],
      );
      if (gone === 0) return;
      const body = { into: intoId, on };
      await appendEntry(tx, act, `${kind}-succession-withdrawn`, `${thing.table}:${fromId}`, body);
    },

    async withdraw(tx: Tx, id: string, versionId: string, act: Act): Promise<void> {
      await lock(tx, id);
      const of = (where: string, value: string) =>
        tx.maybe<Version>(
          `SELECT ${list} FROM ${table} v WHERE v.${thing.table}_id = $1::uuid AND ${where}`,
          [id, value],
        );
      const version = await of('v.id = $2::uuid', versionId);
      if (!version) return;
      const { from, to } = version;
      // What has been so cannot be unsaid: that is a correction, and dossiers rest on it.
      if (from <= localDate(act.at)) throw UnitBegun({ unit: thing.label(version), from: shownDay(from) });
      const before = await of('upper(v.valid) = $2::date', from);
      await held(tx, tried(before ?? version, { from, to }), async () => {
        await tx.run(`DELETE FROM ${table} WHERE id = $1::uuid`, [versionId]);
        if (before) await close(tx, before.versionId, to);
      });
      const body = { version: versionId, facts: factsOf(version), from, to };
      await appendEntry(tx, act, `${kind}-withdrawn`, `${thing.table}:${id}`, body);
      if (!before) return;
      const prolonged = { version: before.versionId, changes: { to } };
      await appendEntry(tx, act, `${kind}-corrected`, `${thing.table}:${id}`, prolonged);
    },
  };
}
