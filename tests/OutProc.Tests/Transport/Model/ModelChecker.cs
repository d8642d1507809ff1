namespace OutProc.Tests.Transport.Model;

/// <summary>Explores every interleaving of a model, breadth first, each state once.</summary>
internal static class ModelChecker
{
    /// <summary>A model that grows beyond this is not the small model it should be.</summary>
    private const int MaxStates = 5_000_000;

    public static ModelResult Explore(Model model)
    {
        var seen = new HashSet<ModelState> { model.Initial };
        var waiting = new Queue<ModelState>();
        waiting.Enqueue(model.Initial);
        while (waiting.TryDequeue(out ModelState? state))
        {
            if (model.CheckAlways(state) is { } wrong)
            {
                return new ModelResult(seen.Count, wrong, state);
            }

            bool moved = false;
            for (int thread = 0; thread < model.Threads; thread++)
            {
                foreach (ModelState next in model.Step(state, thread))
                {
                    moved = true;
                    if (seen.Add(next))
                    {
                        waiting.Enqueue(next);
                    }
                }
            }

            if (!moved && model.CheckAtRest(state) is { } stuck)
            {
                return new ModelResult(seen.Count, stuck, state);
            }

            if (seen.Count > MaxStates)
            {
                return new ModelResult(seen.Count, $"more than {MaxStates} states", state);
            }
        }

        return new ModelResult(seen.Count, null, null);
    }
}
