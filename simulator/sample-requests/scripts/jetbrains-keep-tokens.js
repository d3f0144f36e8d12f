client.global.set('accessToken', response.body.data.access_token);
client.global.set('refreshToken', response.body.data.refresh_token);
client.global.set('signSecret', response.body.data.signSecret);
