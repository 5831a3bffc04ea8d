import { createBrowserRouter } from 'react-router';
import { Frame } from './Frame.tsx';
import { NotFound } from './NotFound.tsx';
import { WorklistPage } from '../worklist/WorklistPage.tsx';

export const router = createBrowserRouter([
  {
    path: '/',
    element: <Frame />,
    children: [
      { index: true, element: <WorklistPage /> },
      {
        path: 'cases/:id',
        lazy: async () => ({ Component: (await import('../case/CasePage.tsx')).CasePage }),
      },
      { path: '*', element: <NotFound /> },
    ],
  },
]);
