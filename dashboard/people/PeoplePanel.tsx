import { useQuery } from '@apollo/client/react';
import { Badge, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { formatMoment } from '../format/dates.js';
import { ROLE_NAMES } from '../format/words.js';
import { type PersonFragment, UsersDocument } from '../generated/graphql.js';
import { type DataColumn, DataTable } from '../ui/DataTable.js';
import { IconUserPlus } from '../ui/icons/outlined.js';
import { Panel } from '../ui/page/Panel.js';
import { QueryView } from '../ui/page/QueryView.js';
import { AddPersonModal } from './AddPersonModal.js';
import { PersonMenu } from './PersonMenu.js';
import { type IssuedLink, SignInLinkModal } from './SignInLinkModal.js';

const COLUMNS: readonly DataColumn<PersonFragment>[] = [
  {
    header: 'Person',
    namesRow: true,
    cell: ({ name, email, disabledAt }) => (
      <>
        <Text size="sm" fw={550}>
          {name}{' '}
          {disabledAt && (
            <Badge size="xs" color="gray" variant="light" tt="none">
              disabled
            </Badge>
          )}
        </Text>
        <Text size="xs" c="dimmed" className="e-mail">
          {email}
        </Text>
      </>
    ),
  },
  { header: 'Role', cell: ({ role }) => ROLE_NAMES[role] },
  {
    header: 'Last sign-in',
    cell: ({ signedInAt }) => (signedInAt ? formatMoment(signedInAt) : 'Never'),
    wideOnly: true,
  },
];

export function PeoplePanel() {
  const { data, error, refetch } = useQuery(UsersDocument);
  const [adding, { open, close }] = useDisclosure(false);
  const [link, setLink] = useState<IssuedLink | null>(null);

  return (
    <Panel
      title="People"
      lead="Each person has one role, which decides what they see. Toile sends no e-mail: hand over the sign-in link yourself."
      actions={<AddButton onClick={open} />}
    >
      <QueryView data={data} error={error} refetch={refetch}>
        {({ users }) => (
          <DataTable
            label="People"
            columns={COLUMNS}
            rows={users}
            rowKey={({ id }) => id}
            actions={(person) => <PersonMenu person={person} onLink={setLink} />}
          />
        )}
      </QueryView>
      <AddPersonModal opened={adding} onClose={close} onAdded={setLink} />
      <SignInLinkModal link={link} onClose={() => setLink(null)} />
    </Panel>
  );
}

const AddButton = ({ onClick }: { readonly onClick: () => void }) => (
  <Button onClick={onClick} leftSection={<IconUserPlus size={16} aria-hidden="true" />}>
    Add a person
  </Button>
);
