client.global.set('diagnosis', response.headers.valueOf('simulator-diagnosis'));
