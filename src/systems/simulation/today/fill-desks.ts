import type { Env } from '#platform/env';
import { enqueue } from '#platform/jobs';
import { AMEND } from './amend-results.ts';
import { askMoneyBack } from './ask-money-back.ts';
import { giveTokens } from './give-tokens.ts';
import { handOutWork } from './hand-out-work.ts';
import { handleOtherwise } from './handle-otherwise.ts';
import { keepViews } from './keep-views.ts';
import { knowPeople } from './know-people.ts';
import { leaveBehind } from './leave-behind.ts';
import { proposeProcedures } from './propose-procedures.ts';
import { sendLetters } from './send-letters.ts';
import { standStill } from './stand-still.ts';
import { tellInVain } from './tell-in-vain.ts';

/**
 * What a demo's desks hold besides its dossiers, done to them by the acts that people use: who came to a counter before, work given to people, letters with the postal operator,
 * messages that reached nobody, a dossier that stands still and one that is in nobody's hands, money that goes back, procedures that are being written, tokens of other programs; and, once the program runs, results that live on. Again it
 * changes nothing.
 */
export async function fillDesks(env: Env): Promise<void> {
  for (const fill of [
    knowPeople,
    sendLetters,
    handleOtherwise,
    standStill,
    leaveBehind,
    handOutWork,
    tellInVain,
    askMoneyBack,
    proposeProcedures,
    keepViews,
    giveTokens,
  ])
    await fill(env);
  await env.db.tx(tx => enqueue(tx, { name: AMEND, payload: {}, key: AMEND }));
}
