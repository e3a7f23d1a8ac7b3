import { useQuery } from '@apollo/client/react';
import { Badge, Button, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { formatMoment } from '../format/dates.js';
import { ROLE_NAMES } from '../format/words.js';
import { type PersonFragment, UsersDocument } from '../generated/graphql.js';
import { IconUserPlus } from '../ui/icons/outlined.js';
import { Panel } from '../ui/page/Panel.js';
import { QueryView } from '../ui/page/QueryView.js';
import { AddPersonModal } from './AddPersonModal.js';
import { PersonMenu } from './PersonMenu.js';
import { type IssuedLink, SignInLinkModal } from './SignInLinkModal.js';

export function PeoplePanel() {
  const { data, error, refetch } = useQuery(UsersDocument);
  const [adding, { open, close }] = useDisclosure(false);
  const [link, setLink] = useState<IssuedLink | null>(null);

  return (
    <Panel
      title="People"
      lead="Each person has one role, and a role sees only what it needs. Nothing is sent by mail: you hand over the sign-in link."
      actions={
        <Button onClick={open} leftSection={<IconUserPlus size={16} aria-hidden="true" />}>
          Add a person
        </Button>
      }
    >
      <QueryView data={data} error={error} refetch={refetch}>
        {({ users }) => <PeopleTable people={users} onLink={setLink} />}
      </QueryView>
      <AddPersonModal opened={adding} onClose={close} onAdded={setLink} />
      <SignInLinkModal link={link} onClose={() => setLink(null)} />
    </Panel>
  );
}

interface PeopleTableProps {
  readonly people: readonly PersonFragment[];
  readonly onLink: (link: IssuedLink) => void;
}

function PeopleTable({ people, onLink }: PeopleTableProps) {
  return (
    <div className="scroll-x">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Person</Table.Th>
            <Table.Th scope="col">Role</Table.Th>
            <Table.Th scope="col">Last sign-in</Table.Th>
            <Table.Th scope="col">
              <span className="visually-hidden">Actions</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((person) => (
            <Table.Tr key={person.id}>
              <Table.Td>
                <Text size="sm" fw={550}>
                  {person.name}{' '}
                  {person.disabledAt && (
                    <Badge size="xs" color="gray" variant="light" tt="none">
                      disabled
                    </Badge>
                  )}
                </Text>
                <Text size="xs" c="dimmed">
                  {person.email}
                </Text>
              </Table.Td>
              <Table.Td>{ROLE_NAMES[person.role]}</Table.Td>
              <Table.Td>{person.signedInAt ? formatMoment(person.signedInAt) : 'Never'}</Table.Td>
              <Table.Td className="number">
                <PersonMenu person={person} onLink={onLink} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
