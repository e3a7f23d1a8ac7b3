import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { FullPage } from '../../ui/page/FullPage.js';

export function NotFoundPage() {
  return (
    <FullPage title="Page not found">
      <Text c="dimmed">The address may be mistyped, or the page may have moved.</Text>
      <Anchor component={Link} to="/">
        Go to the start page
      </Anchor>
    </FullPage>
  );
}
