import type { Dossier, SupplementRequest } from '#engines/cases';

/** `/ho-so/CODE` */
export const addressOf = (dossier: Pick<Dossier, 'code'>): string => `/ho-so/${dossier.code}`;

/** Where the slip of a request for supplement is downloaded. */
export const slipAddress = (dossier: Pick<Dossier, 'code'>, request: Pick<SupplementRequest, 'id'>): string =>
  `${addressOf(dossier)}/phieu/bo-sung-${request.id}.pdf`;
