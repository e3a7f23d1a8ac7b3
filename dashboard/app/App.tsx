import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { theme } from '../ui/theme.js';
import { routes } from './routes.js';

const router = createBrowserRouter(routes);

/**
 * The address holds what a person chose. Without transitions a choice is drawn before the next event, so that two in a
 * row add up; a transition would let the second be made of the state before the first.
 */
export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <RouterProvider router={router} useTransitions={false} />
    </MantineProvider>
  );
}
