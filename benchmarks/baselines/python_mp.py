#!/usr/bin/env python3
"""What Python's multiprocessing takes for the same jobs. Prints one line of JSON for each figure."""

# The spawn method imports this file in every child, so what stands here is part of what start_spawn measures.
import json
import multiprocessing as mp
import statistics
import time

MIB = 1 << 20
now = time.perf_counter


class Settings:
    """What the command line asks for; the functions that run in children do not look at it."""

    repetitions = 5
    scale = 1.0
    processes = (1, 2)


def count(full):
    """How many operations a repetition measures: the full number, or a part of it in a short run."""
    return max(1, round(full * Settings.scale))


def report(bench, variant, metric, unit, values):
    line = dict(suite="python", bench=bench, variant=variant, metric=metric, unit=unit)
    for name, value in (("median", statistics.median(values)), ("min", min(values)), ("max", max(values))):
        line[name] = float(f"{value:.4g}")
    print(json.dumps(line | dict(n=len(values))), flush=True)


def repeat(measure):
    """The values of all repetitions."""
    return [measure() for _ in range(Settings.repetitions)]


def seconds(action, times=1):
    """How long it takes to do something so often."""
    start = now()
    for _ in range(times):
        action()
    return now() - start


# What runs in child processes. The spawn method imports this file and looks these up by name.


def identity(value):
    return value


def length(data):
    return len(data)


def echo_bytes(connection):
    while data := connection.recv_bytes():
        connection.send_bytes(data)


def echo_objects(connection):
    while (value := connection.recv()) is not None:
        connection.send(value)


def say_hello(connection):
    connection.send_bytes(b"R")


def drain_queue(queue, done, items):
    for _ in range(items):
        queue.get()
    done.send(1)


def echo_queue(requests, answers):
    while (value := requests.get()) is not None:
        answers.put(value)


def contend(lock, stop, total, ready):
    rounds = 0
    ready.release()
    while not stop.value:
        lock.acquire()
        rounds += 1
        lock.release()
    with total.get_lock():
        total.value += rounds


def receive_handoffs(lock, released_ns, handoffs_us, turn, done):
    for i in range(len(handoffs_us)):
        turn.release()
        lock.acquire()
        handoffs_us[i] = (time.monotonic_ns() - released_ns.value) / 1000
        lock.release()
        done.release()
        time.sleep(0.0005)  # The parent takes the lock again before the next round.


# The sections.


def pipe():
    def with_peer(serve, measure, end):
        here, there = mp.Pipe()
        peer = mp.Process(target=serve, args=(there,))
        peer.start()
        value = measure(here)
        end(here)
        peer.join()
        return value

    def echo_of_bytes(data, warm_up, full):
        def trip(connection):
            connection.send_bytes(data)
            connection.recv_bytes()

        def measure(connection):
            seconds(lambda: trip(connection), warm_up)
            return seconds(lambda: trip(connection), count(full)) / count(full)

        return repeat(lambda: with_peer(echo_bytes, measure, lambda connection: connection.send_bytes(b"")))

    def echo_of_tuple():
        def trip(connection):
            connection.send((1, "hello"))
            connection.recv()

        def measure(connection):
            seconds(lambda: trip(connection), 100)
            return seconds(lambda: trip(connection), count(5000)) / count(5000)

        return repeat(lambda: with_peer(echo_objects, measure, lambda connection: connection.send(None)))

    report("rtt", "Pipe_bytes32", "rtt_mean", "us", [s * 1e6 for s in echo_of_bytes(b"x" * 32, 100, 5000)])
    report("rtt", "Pipe_pickled_tuple", "rtt_mean", "us", [s * 1e6 for s in echo_of_tuple()])
    for size, name, full in ((MIB, "1MiB", 100), (64 * MIB, "64MiB", 4)):
        rates = [2 * size / s / 1e9 for s in echo_of_bytes(b"x" * size, 1, full)]
        report("echo", "Pipe_bytes_" + name, "throughput_each_way", "GB/s", rates)


def for_each_pool(measure):
    for processes in Settings.processes:
        with mp.Pool(processes) as pool:
            pool.map(identity, range(100))
            measure(pool, f"p{processes}")


def pool_apply():
    def measure(pool, name):
        n = count(3000)

        def one():
            start = now()
            for i in range(n):
                pool.apply(identity, (i,))
            return (now() - start) / n * 1e6

        report("pool", "apply_" + name, "latency", "us", repeat(one))

    for_each_pool(measure)


def pool_map():
    def measure(pool, name):
        for chunk, full in ((1, 20000), (None, 200000)):
            n = count(full)
            rates = repeat(lambda: n / seconds(lambda: pool.map(identity, range(n), chunksize=chunk)))
            report("pool", f"map_{name}_chunk{chunk or 'auto'}", "rate", "items/s", rates)

    for_each_pool(measure)


def pool_imap():
    def measure(pool, name):
        for chunk, full in ((1, 20000), (64, 200000)):
            n = count(full)

            def consume():
                for _ in pool.imap_unordered(identity, range(n), chunksize=chunk):
                    pass

            rates = repeat(lambda: n / seconds(consume))
            report("pool", f"imap_unordered_{name}_chunk{chunk}", "rate", "items/s", rates)

    for_each_pool(measure)


def pool_apply_async():
    def measure(pool, name):
        n = count(10000)

        def in_flight():
            results = [pool.apply_async(identity, (i,)) for i in range(n)]
            for result in results:
                result.get()

        rates = repeat(lambda: n / seconds(in_flight))
        report("pool", f"apply_async_{name}_inflight{n}", "rate", "items/s", rates)

    for_each_pool(measure)


def executor():
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(2) as pool:
        list(pool.map(identity, range(100)))
        submits, small, large = count(2000), count(5000), count(100000)

        def submit_all():
            for i in range(submits):
                pool.submit(identity, i).result()

        report("executor", "submit_result_p2", "latency", "us", repeat(lambda: seconds(submit_all) / submits * 1e6))
        rates = repeat(lambda: small / seconds(lambda: list(pool.map(identity, range(small)))))
        report("executor", "map_p2_chunk1", "rate", "items/s", rates)
        rates = repeat(lambda: large / seconds(lambda: list(pool.map(identity, range(large), chunksize=1000))))
        report("executor", "map_p2_chunk1000", "rate", "items/s", rates)


def queue():
    def drained(make):
        n = count(30000)
        items = make()
        here, there = mp.Pipe()
        consumer = mp.Process(target=drain_queue, args=(items, there, n))
        consumer.start()
        start = now()
        for i in range(n):
            items.put(i)
        here.recv()
        rate = n / (now() - start)
        consumer.join()
        return rate

    def ping_pong():
        n = count(3000)
        requests, answers = mp.Queue(), mp.Queue()
        peer = mp.Process(target=echo_queue, args=(requests, answers))
        peer.start()

        def trip():
            requests.put(1)
            answers.get()

        trip()
        latency = seconds(trip, n) / n * 1e6
        requests.put(None)
        peer.join()
        return latency

    report("queue", "Queue_1p1c", "rate", "items/s", repeat(lambda: drained(mp.Queue)))
    report("queue", "SimpleQueue_1p1c", "rate", "items/s", repeat(lambda: drained(mp.SimpleQueue)))
    report("queue", "Queue_pingpong", "rtt_mean", "us", repeat(ping_pong))


def lock():
    def uncontended(lock):
        n = count(500000)
        start = now()
        for _ in range(n):
            lock.acquire()
            lock.release()
        return (now() - start) / n * 1e9

    def contended(lock):
        stop, total, ready = mp.Value("b", 0, lock=False), mp.Value("q", 0), mp.Semaphore(0)
        peers = [mp.Process(target=contend, args=(lock, stop, total, ready)) for _ in range(2)]
        for peer in peers:
            peer.start()
        for _ in peers:
            ready.acquire()
        start = now()
        time.sleep(0.5 * Settings.scale)
        stop.value = 1
        elapsed = now() - start
        for peer in peers:
            peer.join()
        return total.value / elapsed / 1e6

    def handoff(lock):
        rounds = count(200)
        released_ns, handoffs_us = mp.Value("q", 0, lock=False), mp.Array("d", rounds, lock=False)
        turn, done = mp.Semaphore(0), mp.Semaphore(0)
        lock.acquire()
        peer = mp.Process(target=receive_handoffs, args=(lock, released_ns, handoffs_us, turn, done))
        peer.start()
        for _ in range(rounds):
            turn.acquire()
            asleep = time.monotonic_ns() + 200000
            while time.monotonic_ns() < asleep:
                pass
            released_ns.value = time.monotonic_ns()
            lock.release()
            done.acquire()
            lock.acquire()
        lock.release()
        peer.join()
        return statistics.median(handoffs_us[:])

    shared = mp.Lock()
    report("lock", "mp.Lock", "uncontended_acquire_release", "ns", repeat(lambda: uncontended(shared)))
    report("lock", "mp.Lock", "contended2_rate", "Mops/s", repeat(lambda: contended(shared)))
    report("lock", "mp.Lock", "parked_handoff_p50", "us", repeat(lambda: handoff(shared)))
    recursive = mp.RLock()
    report("lock", "mp.RLock", "uncontended_acquire_release", "ns", repeat(lambda: uncontended(recursive)))


def manager():
    with mp.Manager() as server:
        lock, table, n = server.Lock(), server.dict(), count(2000)

        def acquire_release():
            lock.acquire()
            lock.release()

        def set_item():
            table[1] = 1

        report("manager", "Manager.Lock", "acquire_release", "us", repeat(lambda: seconds(acquire_release, n) / n * 1e6))
        report("manager", "Manager.dict_setitem", "latency", "us", repeat(lambda: seconds(set_item, n) / n * 1e6))


def echo_1m():
    pool_echo(MIB, "1MiB", 40)


def echo_64m():
    pool_echo(64 * MIB, "64MiB", 2)


def pool_echo(size, name, full):
    data, n = b"x" * size, count(full)
    with mp.Pool(1) as pool:
        pool.apply(identity, (data,))
        report("pool_echo", name, "roundtrip", "ms", repeat(lambda: seconds(lambda: pool.apply(identity, (data,)), n) / n * 1e3))
        report("pool_oneway", name, "call", "ms", repeat(lambda: seconds(lambda: pool.apply(length, (data,)), n) / n * 1e3))


def start_spawn():
    start("spawn", 3)


def start_fork():
    start("fork", 10)


def start_forkserver():
    start("forkserver", 10)


def start(method, full):
    context = mp.get_context(method)

    def first_message():
        here, there = context.Pipe()
        begin = now()
        child = context.Process(target=say_hello, args=(there,))
        child.start()
        here.recv_bytes()
        elapsed = now() - begin
        child.join()
        return elapsed * 1e3

    def first_result():
        begin = now()
        pool = context.Pool(2)
        pool.apply(identity, (1,))
        elapsed = now() - begin
        pool.terminate()
        pool.join()
        return elapsed * 1e3

    if method == "forkserver":
        first_message()  # Starts the server, once.
    n = count(full)
    times = repeat(lambda: sum(first_message() for _ in range(n)) / n)
    report("start", method, "process_start_to_first_msg", "ms", times)
    report("start", method + "_Pool2", "create_to_first_result", "ms", repeat(first_result))


SECTIONS = {
    "pipe": pipe,
    "apply": pool_apply,
    "map": pool_map,
    "imap": pool_imap,
    "apply_async": pool_apply_async,
    "executor": executor,
    "queue": queue,
    "lock": lock,
    "manager": manager,
    "echo_1m": echo_1m,
    "echo_64m": echo_64m,
    "start_spawn": start_spawn,
    "start_fork": start_fork,
    "start_forkserver": start_forkserver,
}


def main():
    import argparse

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("section", nargs="*", help=f"all if none is given, or any of: {', '.join(SECTIONS)}")
    parser.add_argument("--reps", type=int, default=Settings.repetitions, help="repetitions of each figure")
    parser.add_argument("--scale", type=float, default=Settings.scale, help="part of the operations of a full repetition")
    parser.add_argument("--processes", type=int, nargs="+", default=Settings.processes, help="workers of a pool")
    arguments = parser.parse_args()
    for section in arguments.section:
        if section not in SECTIONS:
            parser.error(f"there is no section '{section}'")
    Settings.repetitions, Settings.scale, Settings.processes = arguments.reps, arguments.scale, arguments.processes
    for section in arguments.section or SECTIONS:
        SECTIONS[section]()


if __name__ == "__main__":
    main()
