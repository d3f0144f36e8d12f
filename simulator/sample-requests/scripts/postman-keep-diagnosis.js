// Keeps the address of the diagnosis for the request among those of the control API.
pm.collectionVariables.set('diagnosis', pm.response.headers.get('simulator-diagnosis'));
