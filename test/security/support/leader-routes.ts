import { group } from './who.ts';

const SITUATION = '/can-bo/tinh-hinh';
const BRIEF = '/can-bo/ban-tin-sang';
const LOAD = '/can-bo/phan-viec';

/** Who may call the pages of leaders and heads of offices. */
export const LEADERS = [
  ...group(
    ['agency-admin', 'other-admin', 'chair', 'auditor', 'admin'],
    `GET ${SITUATION}`,
    `GET ${SITUATION}/tai.xlsx`,
    `GET ${SITUATION}/song`,
    `GET+POST ${BRIEF}`,
    `POST ${BRIEF}/thoi`,
  ),
  // From the numbers to the dossiers comes who may read dossiers.
  ...group(
    ['agency-admin', 'other-admin', 'chair', 'auditor'],
    `GET ${SITUATION}/ho-so`,
    `GET ${SITUATION}/ho-so/tai.xlsx`,
    `GET ${SITUATION}/buoc`,
    `GET ${SITUATION}/buoc/tai.xlsx`,
  ),
  // Each head sees his own office, and those below it.
  ...group(
    ['chair', 'other-admin'],
    `GET ${LOAD}`,
    `GET+POST ${LOAD}/viec`,
    `GET+POST ${LOAD}/quy-tac/moi`,
    `POST ${LOAD}/vang`,
    `POST ${LOAD}/nhac-han`,
    `POST ${LOAD}/nhac-han/bo`,
  ),
  ...group(['chair'], `POST ${LOAD}/quy-tac/:rule/bo`, `POST ${LOAD}/vang/:absence/bo`),
];
