import { useQuery } from '@apollo/client/react';
import { Anchor, Group, Menu, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { LiftViewsDocument, type Role, type ViewFragment } from '../../generated/graphql.js';
import { useSession, useWorkspacePath } from '../../session/session.js';
import { CopyLink } from '../../ui/copy/CopyLink.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { RowMenu } from '../../ui/RowMenu.js';
import { SaveView } from './SaveView.js';
import { viewWords } from './view-words.js';

export interface ViewListProps {
  /** Whether the page shows an answer, which alone is worth saving. */
  readonly canSave: boolean;
  readonly onOpen: () => void;
  readonly onRename: (view: ViewFragment) => void;
  readonly onDelete: (view: ViewFragment) => void;
}

export function ViewList({ canSave, ...rows }: ViewListProps) {
  const { data, error, refetch } = useQuery(LiftViewsDocument, { fetchPolicy: 'cache-and-network' });
  return (
    <Stack gap="lg">
      {canSave && <SaveView />}
      <QueryView data={data} error={error} refetch={refetch}>
        {({ liftViews }) => <ViewTable views={liftViews} {...rows} />}
      </QueryView>
    </Stack>
  );
}

interface ViewTableProps extends Omit<ViewListProps, 'canSave'> {
  readonly views: readonly ViewFragment[];
}

function ViewTable({ views, onOpen, onRename, onDelete }: ViewTableProps) {
  const { role } = useSession().viewer;
  const columns: readonly DataColumn<ViewFragment>[] = [
    { header: 'View', namesRow: true, cell: (view) => <ViewLink view={view} onOpen={onOpen} /> },
    { header: 'Saved by', cell: ({ authorName }) => authorName, wideOnly: true },
  ];
  return (
    <DataTable
      label="Saved views"
      columns={columns}
      rows={views}
      rowKey={({ id }) => id}
      actions={(view) => <ViewActions view={view} onRename={onRename} onDelete={onDelete} />}
      empty={
        <EmptyNotice title="No saved view yet">
          A view keeps the metric, the period and the filters. {readersWords(role)}
        </EmptyNotice>
      }
    />
  );
}

/** Who sees what a person saves: merchants may be competitors. */
const readersWords = (role: Role): string =>
  role === 'MERCHANT'
    ? 'Other merchants do not see it; everyone who reads the lift of all stores does.'
    : 'Everyone who reads the lift of this workspace sees it, except merchants.';

interface ViewLinkProps {
  readonly view: ViewFragment;
  readonly onOpen: () => void;
}

function ViewLink({ view: { name, parameters }, onOpen }: ViewLinkProps) {
  const workspacePath = useWorkspacePath();
  return (
    <>
      <Anchor component={Link} to={workspacePath(`lift?${parameters}`)} onClick={onOpen} fw={550} size="sm">
        {name}
      </Anchor>
      <Text size="xs" c="dimmed">
        {viewWords(parameters)}
      </Text>
    </>
  );
}

type ViewActionsProps = Pick<ViewTableProps, 'onRename' | 'onDelete'> & { readonly view: ViewFragment };

function ViewActions({ view, onRename, onDelete }: ViewActionsProps) {
  const workspacePath = useWorkspacePath();
  const link = window.location.origin + workspacePath(`lift?${view.parameters}`);
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <CopyLink link={link} of={view.name} />
      {view.mayChange && (
        <RowMenu of={view.name}>
          <Menu.Item onClick={() => onRename(view)}>Rename</Menu.Item>
          <Menu.Item c="var(--toile-worse)" onClick={() => onDelete(view)}>
            Delete
          </Menu.Item>
        </RowMenu>
      )}
    </Group>
  );
}
