namespace PlatformAudits.Tests;

/// <summary>
/// Tells for certain when the process's thread pool has nothing left to do, however slow or busy the machine is. Until it is disposed of,
/// the pool has a fixed number of threads, and now and then each of them is held at a gate: the pool has come to a standstill when between
/// two such moments nothing was done but passing the gate. There is one at a time; it is disposed of by the thread that made it.
/// </summary>
internal sealed class Standstill : IDisposable
{
    /// <summary>Much more than is blocked at a time: a command takes two threads on Windows, and four run.</summary>
    private const int Enough = 12;

    /// <summary>
    /// How long a thread may take to come to its first gate; one that does not come is kept by the test's host for itself.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly Lock One = new();
    private static int _kept;

    private readonly (int Least, int Most) _workers;
    private readonly (int Least, int Most) _ports;
    private readonly int _threads;
    private int _working;
    private long _completed;

    /// <summary>Takes the pool over. Not to be called by one of its threads.</summary>
    public Standstill()
    {
        One.Enter();
        ThreadPool.GetMinThreads(out _workers.Least, out _ports.Least);
        ThreadPool.GetMaxThreads(out _workers.Most, out _ports.Most);
        do
        {
            _threads = Math.Max(ThreadPool.ThreadCount, Enough);
            ThreadPool.SetMinThreads(_threads, _ports.Least);
            ThreadPool.SetMaxThreads(_threads, _ports.Most);
        } while (ThreadPool.ThreadCount > _threads);

        var gate = new Gate(_threads);
        while (gate.Held < _threads - _kept && gate.AwaitAnother(Patience)) { }

        Open(gate);
    }

    /// <summary>Lets every thread end what it does, and says whether nothing at all was left to do since it was last asked.</summary>
    /// <param name="isAlone">
    /// Whether nothing outside of the pool is under way that may give it something to do; it is asked while all threads are held.
    /// </param>
    public bool IsReached(Func<bool> isAlone)
    {
        var (working, completed) = (_working, _completed);
        var gate = new Gate(_threads);
        while (gate.Held < working)
        {
            gate.AwaitAnother(Timeout.InfiniteTimeSpan);
        }

        var isAloneNow = isAlone();
        Open(gate);
        return isAloneNow && _working == working && _completed - completed == _threads;
    }

    /// <summary>Gives the pool back as it was.</summary>
    public void Dispose()
    {
        ThreadPool.SetMinThreads(_workers.Least, _ports.Least);
        ThreadPool.SetMaxThreads(_workers.Most, _ports.Most);
        One.Exit();
    }

    private void Open(Gate gate)
    {
        _completed = ThreadPool.CompletedWorkItemCount;
        _working = gate.Held;
        _kept = _threads - _working;
        gate.Open();
    }

    /// <summary>Holds so many threads of the pool until it is opened.</summary>
    private sealed class Gate
    {
        private readonly ManualResetEventSlim _open = new(initialState: false, spinCount: 0);
        private readonly SemaphoreSlim _come = new(0);
        private int _held;

        public Gate(int threads)
        {
            for (var i = 0; i < threads; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static gate => gate.Pass(), this, preferLocal: false);
            }
        }

        public int Held => Volatile.Read(ref _held);

        public bool AwaitAnother(TimeSpan patience) => _come.Wait(patience);

        public void Open() => _open.Set();

        private void Pass()
        {
            Interlocked.Increment(ref _held);
            _come.Release();
            _open.Wait();
        }
    }
}
