import { useQuery } from '@apollo/client/react';
import { Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { randomId } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { optionsOf, SCENARIO_NAMES } from '../../format/words.js';
import {
  ChangeWorkspaceDocument,
  CurrentWorkspaceDocument,
  type CurrentWorkspaceQuery,
  type Scenario,
} from '../../generated/graphql.js';
import { Submit } from '../../ui/command/Submit.js';
import { useCommand } from '../../ui/command/use-command.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { RowsEditor } from '../../ui/rows/RowsEditor.js';

type ListScenarios = CurrentWorkspaceQuery['workspace']['listScenarios'];

/** Which scenario an event belongs to that names only the list it happened in. */
export function ListScenariosPanel() {
  const { data, error, refetch } = useQuery(CurrentWorkspaceDocument);
  return (
    <Panel
      title="Lists and scenarios"
      lead="An event with a list_id but no scenario gets the scenario stated here. Changes apply to events that arrive from now on."
    >
      <QueryView data={data} error={error} refetch={refetch}>
        {({ workspace }) => <ListScenariosForm lists={workspace.listScenarios} />}
      </QueryView>
    </Panel>
  );
}

const listIdFault = (value: string, { lists }: { lists: readonly { listId: string }[] }) => {
  if (!value.trim()) return 'Write the list_id of your events';
  const same = lists.filter(({ listId }) => listId.trim() === value.trim());
  return same.length > 1 ? 'This list is there twice' : null;
};

const useListForm = (lists: ListScenarios) =>
  useForm({
    initialValues: {
      lists: lists.map(({ listId, scenario }) => ({ key: listId, listId, scenario })),
    },
    validate: { lists: { listId: listIdFault } },
  });

function ListScenariosForm({ lists }: { readonly lists: ListScenarios }) {
  const form = useListForm(lists);
  const command = useCommand(ChangeWorkspaceDocument, {
    onDone: () => {
      form.resetDirty();
      notifications.show({ message: 'The lists are saved.' });
    },
  });
  const save = form.onSubmit((values) =>
    command.run({ listScenarios: values.lists.map(({ listId, scenario }) => ({ listId, scenario })) }),
  );
  return (
    <form onSubmit={save}>
      <Stack gap="md" maw={520}>
        <ListRows form={form} />
        <Submit label="Save" command={command} disabled={!form.isDirty()} fits="left" />
      </Stack>
    </form>
  );
}

function ListRows({ form }: { readonly form: ReturnType<typeof useListForm> }) {
  const added = () => ({ key: randomId(), listId: '', scenario: 'SEARCH' as Scenario });
  return (
    <RowsEditor
      rows={form.values.lists}
      addLabel="Add a list"
      removeLabel={({ listId }, index) => `Remove list ${listId || index + 1}`}
      onAdd={() => form.insertListItem('lists', added())}
      onRemove={(index) => form.removeListItem('lists', index)}
    >
      {({ listId }, index) => (
        <>
          <TextInput
            aria-label={`list_id ${index + 1}`}
            placeholder="search-results"
            {...form.getInputProps(`lists.${index}.listId`)}
          />
          <Select
            aria-label={`Scenario of ${listId || `list ${index + 1}`}`}
            data={optionsOf(SCENARIO_NAMES)}
            allowDeselect={false}
            {...form.getInputProps(`lists.${index}.scenario`)}
          />
        </>
      )}
    </RowsEditor>
  );
}
