import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../support/fault.ts';

const HEAVY = 3_000_000;

let before = 0;

export const uploadCut: Fault = {
  name: 'upload-cut',
  what: 'clients die in mid-upload, and others go on',
  seconds: 3,
  inject: async ({ sender, random }) => {
    before = sender.deaths;
    sender.size = HEAVY;
    sender.dies = () => 0.2 + 0.6 * random();
    return 'whoever sends a file dies after 20 to 80 per cent of it';
  },
  undo: async ({ sender }) => {
    // However short it lasts, one has to die of it.
    while (sender.deaths === before) await sleep(20);
    sender.size = 60_000;
    sender.dies = undefined;
  },
  control: {
    without: 'sending in pieces',
    begin: async ({ sender }) => {
      sender.resumes = false;
    },
  },
};
