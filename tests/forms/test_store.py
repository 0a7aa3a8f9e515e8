async def test_ping(store):
    await store.ping()
