import type { Ctx } from '#platform/http';
import { type SheetColumn, spreadsheet } from '#platform/spreadsheet';
import type { Step, StepList } from './step-list.ts';

type Column = { id: string } & Omit<SheetColumn, 'label'>;

const DECIDES: Column = { id: 'decides', width: 44 };

const columnsOf = (ofOthers: boolean): Column[] => [
  { id: 'step', width: 26 },
  { id: 'code', width: 28 },
  { id: 'owner', width: 26 },
  { id: 'procedure', width: 44 },
  ...(ofOthers ? [DECIDES] : []),
  { id: 'step-due', width: 18, as: 'moment' },
  { id: 'done', width: 18, as: 'moment' },
];

/** The steps behind a number as a workbook: what the page shows, in its order. */
export const stepsFile = (
  { t }: Ctx,
  { title, about, ofOthers }: StepList,
  steps: readonly Step[],
): Promise<Buffer> =>
  spreadsheet({
    name: t('performance.leader.title'),
    head: [title, about],
    columns: columnsOf(ofOthers).map(({ id, ...shape }) => ({
      label: t(`performance.list.${id}`),
      ...shape,
    })),
    rows: steps.map(({ task, line, decides }) => [
      task.title.step,
      line?.code ?? '',
      line?.ownerName ?? '',
      line?.procedure ?? '',
      ...(ofOthers ? [decides] : []),
      task.dueAt,
      task.endedAt,
    ]),
  });
