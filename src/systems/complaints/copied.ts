import type { Copied, CopiedOf } from '#engines/cases';
import { formatDate } from '#platform/clock';
import { html } from '#ui';
import { decisionTitle } from './checked-papers.ts';
import { complaintsOfDossier, listPapers } from './data/read.ts';
import { statusKey } from './types.ts';

/** Complaints of an applicant about his dossier, with what he handed in and the decisions; those of others are theirs. */
export const copiedComplaints: CopiedOf = {
  name: 'complaints',
  folder: 'khieu-nai',
  of: async ({ db }, dossier, t) => {
    const own = (await complaintsOfDossier(db, dossier.id)).filter(
      c => c.accountId !== null && c.accountId === dossier.applicantId,
    );
    const copied: Copied[] = [];
    for (const c of own) {
      const { number, level, receivedAt, content, wish, lateReason, takenOnAt, closedAt, answer } = c;
      const { declinedReason, outcome, decisionNumber, sha256, carriedOutAt, ground, delegate } = c;
      const files = (await listPapers(db, c.id)).map(p => ({
        label: `${t(`complaints.line.${level}`, { number })}: ${p.filename}`,
        filename: p.filename,
        sha256: p.sha256,
      }));
      const paper = decisionTitle(decisionNumber ?? '');
      if (sha256) files.push({ label: paper, filename: `${paper.replaceAll('/', '-')}.pdf`, sha256 });
      copied.push({
        data: {
          ...{ number, level, receivedAt, content, wish, lateReason, delegate, status: c.status, takenOnAt },
          ...{ closedAt, declinedReason, outcome, answer, decisionNumber, carriedOutAt },
          about: { title: ground.title, number: ground.number, at: ground.at },
        },
        told: {
          label: t(`complaints.line.${level}`, { number }),
          value: html`${formatDate(receivedAt)}: ${t(`complaints.status.${statusKey(c)}`)}. ${content}`,
        },
        files,
      });
    }
    return copied;
  },
};
