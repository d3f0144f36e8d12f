// Keeps the tokens of a login for the requests that are signed by 2.0.
const { data } = pm.response.json();
pm.collectionVariables.set('accessToken', data.access_token);
pm.collectionVariables.set('refreshToken', data.refresh_token);
pm.collectionVariables.set('signSecret', data.signSecret);
