import { useQuery } from '@apollo/client/react';
import { ActionIcon, Anchor, Button, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  AddStoreMemberDocument,
  type PersonFragment,
  RemoveStoreMemberDocument,
  StoreMembersDocument,
} from '../../generated/graphql.js';
import { useWorkspacePath } from '../../session/session.js';
import { useCommand } from '../../ui/command/use-command.js';
import { IconUserMinus } from '../../ui/icons/outlined.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';

/** Which merchants see the store. */
export function MembersPanel({ storeId }: { readonly storeId: string }) {
  const { data, error, refetch } = useQuery(StoreMembersDocument, { variables: { id: storeId } });
  return (
    <Panel title="Merchants" lead="A merchant sees the stores they are a member of, and no others.">
      <QueryView data={data} error={error} refetch={refetch}>
        {({ store, users }) => <Members storeId={storeId} members={store.members} people={users} />}
      </QueryView>
    </Panel>
  );
}

interface MembersProps {
  readonly storeId: string;
  readonly members: readonly PersonFragment[];
  readonly people: readonly PersonFragment[];
}

function Members({ storeId, members, people }: MembersProps) {
  const others = people.filter(
    ({ id, role }) => role === 'MERCHANT' && !members.some((member) => member.id === id),
  );
  return (
    <Stack gap="sm">
      {members.map((person) => (
        <Member key={person.id} storeId={storeId} person={person} />
      ))}
      {members.length === 0 && <Text size="sm">No merchant sees this store yet.</Text>}
      <AddMember storeId={storeId} people={others} />
    </Stack>
  );
}

function Member({ storeId, person }: { readonly storeId: string; readonly person: PersonFragment }) {
  const { id, name, email } = person;
  const { run, loading } = useCommand(RemoveStoreMemberDocument, { failureTitle: 'Not changed' });
  return (
    <Group gap="sm">
      <Text size="sm" fw={550}>
        {name}
      </Text>
      <Text size="sm" c="dimmed">
        {email}
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove ${name} from this store`}
        loading={loading}
        onClick={() => run({ storeId, userId: id })}
      >
        <IconUserMinus size={16} aria-hidden="true" />
      </ActionIcon>
    </Group>
  );
}

function AddMember({ storeId, people }: Omit<MembersProps, 'members'>) {
  const [userId, setUserId] = useState<string | null>(null);
  const { run, loading } = useCommand(AddStoreMemberDocument, { failureTitle: 'Not changed' });
  if (people.length === 0) return <NoMerchant />;
  const submit = async () => {
    if (userId) await run({ storeId, userId });
    setUserId(null);
  };
  return (
    <Group gap="sm">
      <Select
        aria-label="Merchant to add"
        placeholder="Choose a merchant"
        data={people.map(({ id, email }) => ({ value: id, label: email }))}
        value={userId}
        onChange={setUserId}
        searchable
      />
      <Button variant="default" disabled={!userId} loading={loading} onClick={submit}>
        Add
      </Button>
    </Group>
  );
}

function NoMerchant() {
  const workspacePath = useWorkspacePath();
  return (
    <Text size="sm" c="dimmed">
      There is no other merchant to add.{' '}
      <Anchor component={Link} to={workspacePath('settings/people')}>
        Add a person with the role Merchant
      </Anchor>
      .
    </Text>
  );
}
